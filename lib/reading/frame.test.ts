import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  frameBytes,
  POSITION_BYTES,
  positionColumns,
  READING_BYTES,
  readingColumns,
  readPositions,
  readReadings,
} from "./frame.ts";

const row = fc.record({
  id: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  time: fc.integer({ min: 0, max: 4e12 }),
  value: fc.double({ noNaN: true }),
  quality: fc.integer({ min: 0, max: 255 }),
});
type Row = { id: number; time: number; value: number; quality: number };

function packed(rows: Row[]): Uint8Array {
  const columns = readingColumns(rows.length);
  rows.forEach((r, i) => {
    columns.ids[i] = r.id;
    columns.time[i] = r.time;
    columns.value[i] = r.value;
    columns.quality[i] = r.quality;
  });
  return frameBytes(columns);
}

function unpacked(bytes: Uint8Array): Row[] {
  const c = readReadings(bytes);
  return Array.from(c.ids, (id, i) => ({
    id,
    time: c.time[i] as number,
    value: c.value[i] as number,
    quality: c.quality[i] as number,
  }));
}

describe("a frame of readings", () => {
  it("brings back what was packed, from bytes that lie anywhere", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), fc.integer({ min: 0, max: 9 }), (rows, offset) => {
        const bytes = packed(rows);
        const moved = new Uint8Array(bytes.length + offset + 3);
        moved.set(bytes, offset);
        expect(unpacked(moved.subarray(offset, offset + bytes.length))).toEqual(rows);
      }),
    );
  });

  it("survives base64 as the bus carries it", () => {
    const rows = [{ id: 7, time: 1_763_700_000_123, value: -0.25, quality: 65 }];
    const payload = Buffer.from(packed(rows)).toString("base64");
    expect(unpacked(Buffer.from(payload, "base64"))).toEqual(rows);
  });

  it("takes 21 bytes a row and refuses bytes that are not whole rows", () => {
    const bytes = packed([{ id: 1, time: 1, value: 1, quality: 0 }]);
    expect(bytes.length).toBe(8 + READING_BYTES);
    for (const cut of [0, 1, 7, 8, bytes.length - 1]) {
      expect(() => readReadings(bytes.slice(0, cut))).toThrow(RangeError);
    }
    expect(() => readReadings(new Uint8Array([...bytes, 0]))).toThrow(RangeError);
    const lying = bytes.slice();
    lying[3] = 255;
    expect(() => readReadings(lying)).toThrow(RangeError);
  });
});

describe("a frame of positions", () => {
  it("keeps what is unknown unknown", () => {
    const columns = positionColumns(1);
    columns.ids[0] = 3;
    columns.lon[0] = 109.25;
    columns.speed[0] = Number.NaN;
    columns.course[0] = 359;
    const back = readPositions(frameBytes(columns));
    expect([back.ids[0], back.lon[0], back.speed[0], back.course[0]]).toEqual([3, 109.25, Number.NaN, 359]);
    expect(frameBytes(columns).length).toBe(8 + POSITION_BYTES);
  });
});
