/**
 * The packed form of readings and positions, on the database's bus and on the socket alike.
 * Columns, widest first, so that every typed array starts aligned:
 * `[count u32][0 u32][time f64 × n][a f64 × n]…[ids i32 × n][quality u8 × n]`, little endian, times in ms.
 */
const HEADER = 8;

export type ReadingColumns = {
  ids: Int32Array;
  time: Float64Array;
  value: Float64Array;
  quality: Uint8Array;
};
export type PositionColumns = {
  ids: Int32Array;
  time: Float64Array;
  lon: Float64Array;
  lat: Float64Array;
  /** km/h, NaN when unknown */
  speed: Float64Array;
  /** degrees, NaN when unknown */
  course: Float64Array;
  quality: Uint8Array;
};

export const READING_BYTES = 21;
export const POSITION_BYTES = 45;

export function readingColumns(n: number): ReadingColumns {
  const c = layout(new ArrayBuffer(HEADER + n * READING_BYTES), n, 2);
  return { time: c.wide(0), value: c.wide(1), ids: c.ids, quality: c.quality };
}

export function positionColumns(n: number): PositionColumns {
  const c = layout(new ArrayBuffer(HEADER + n * POSITION_BYTES), n, 5);
  return {
    time: c.wide(0),
    lon: c.wide(1),
    lat: c.wide(2),
    speed: c.wide(3),
    course: c.wide(4),
    ids: c.ids,
    quality: c.quality,
  };
}

/** The bytes behind columns made by {@link readingColumns} or {@link positionColumns}; no copy. */
export function frameBytes(columns: ReadingColumns | PositionColumns): Uint8Array {
  const buffer = columns.time.buffer as ArrayBuffer;
  new Uint32Array(buffer, 0, 1)[0] = columns.ids.length;
  return new Uint8Array(buffer);
}

/** @throws RangeError when the bytes are not a whole frame. */
export function readReadings(bytes: Uint8Array): ReadingColumns {
  const { buffer, n } = open(bytes, READING_BYTES);
  const c = layout(buffer, n, 2);
  return { time: c.wide(0), value: c.wide(1), ids: c.ids, quality: c.quality };
}

/** @throws RangeError when the bytes are not a whole frame. */
export function readPositions(bytes: Uint8Array): PositionColumns {
  const { buffer, n } = open(bytes, POSITION_BYTES);
  const c = layout(buffer, n, 5);
  return {
    time: c.wide(0),
    lon: c.wide(1),
    lat: c.wide(2),
    speed: c.wide(3),
    course: c.wide(4),
    ids: c.ids,
    quality: c.quality,
  };
}

function open(bytes: Uint8Array, rowBytes: number): { buffer: ArrayBuffer; n: number } {
  // A Buffer from Node's pool may start at an odd offset; typed arrays need an aligned one of their own.
  const own = bytes.byteOffset % 8 === 0 && bytes.byteLength === bytes.buffer.byteLength;
  const buffer = (own ? bytes.buffer : Uint8Array.prototype.slice.call(bytes).buffer) as ArrayBuffer;
  if (buffer.byteLength < HEADER) throw new RangeError(`frame of ${buffer.byteLength} bytes has no header`);
  const n = new Uint32Array(buffer, 0, 1)[0] ?? 0;
  if (buffer.byteLength !== HEADER + n * rowBytes) {
    throw new RangeError(`frame of ${buffer.byteLength} bytes does not hold ${n} rows`);
  }
  return { buffer, n };
}

function layout(buffer: ArrayBuffer, n: number, wides: number) {
  const idsAt = HEADER + wides * 8 * n;
  return {
    wide: (i: number) => new Float64Array(buffer, HEADER + i * 8 * n, n),
    ids: new Int32Array(buffer, idsAt, n),
    quality: new Uint8Array(buffer, idsAt + 4 * n, n),
  };
}
