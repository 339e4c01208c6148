import { type Doubt, doubtOf } from "#lib/reading/model.ts";

/**
 * The plain data a map layer draws. The live store fills it; nothing here knows a socket.
 *
 * Columns, not rows: at 10,000 points an object array costs 24 ms of main thread per update,
 * typed arrays about none. A column set is replaced as a whole when its data changes and is
 * never written to after that, so a layer compares references to know whether to rebuild.
 */

/** Level index when no threshold set judges the value. */
export const LEVEL_UNKNOWN = 255;

const DOUBTS = [null, "stale", "suspect", "unconfirmed"] as const;

/** As column sets carry it: 0 none, else a place in {@link DOUBTS}. */
export function doubtIn(reading: { stale: boolean; quality: number }): number {
  return DOUBTS.indexOf(doubtOf(reading));
}

export function doubtAt(columns: { readonly doubt: Uint8Array }, index: number): Doubt | null {
  return DOUBTS[columns.doubt[index] ?? 0] ?? null;
}

/** Devices that nobody has confirmed, where they were last seen. In no other set. */
export type TrialColumns = {
  readonly count: number;
  readonly ids: Float64Array;
  readonly keys: readonly string[];
  readonly names: readonly string[];
  /** Longitude, latitude interleaved, WGS 84 degrees. */
  readonly lonLat: Float64Array;
  /** 1 = an engineer tries it out (đang thử), 0 = nobody has looked yet (chưa xác nhận). */
  readonly testing: Uint8Array;
};

/** Newest value of one metric at every object that measures it and has a place. */
export type PointColumns = {
  readonly count: number;
  /** How many objects with a place there are that measure it, those that never said anything too. */
  readonly expected: number;
  readonly assetIds: Float64Array;
  readonly names: readonly string[];
  /** Name of the feed that brought the value. */
  readonly sources: readonly string[];
  /** Longitude, latitude interleaved, WGS 84 degrees. */
  readonly lonLat: Float64Array;
  /** In the metric's canonical unit (lib/metric). */
  readonly value: Float64Array;
  /** Event time, milliseconds since the epoch. */
  readonly timeMs: Float64Array;
  /** Index into the items of the metric's level scale (lib/metric); LEVEL_UNKNOWN when not judged. */
  readonly level: Uint8Array;
  /** Not 0: old, not believable or of an unconfirmed device; drawn grey and hollow, never as now. */
  readonly doubt: Uint8Array;
  /** 1 = produced by a simulation; said on the card. */
  readonly simulated: Uint8Array;
};

/** Moving objects of one kind with the path they left behind. */
export type TrackColumns = {
  readonly count: number;
  readonly assetIds: Float64Array;
  readonly names: readonly string[];
  readonly sources: readonly string[];
  /** Newest position: longitude, latitude interleaved. */
  readonly lonLat: Float64Array;
  /** Degrees clockwise from true north; NaN when not reported. */
  readonly courseDeg: Float32Array;
  /** Kilometres per hour; NaN when not reported. */
  readonly speedKmh: Float32Array;
  readonly timeMs: Float64Array;
  readonly level: Uint8Array;
  /** As of points. */
  readonly doubt: Uint8Array;
  readonly simulated: Uint8Array;
  /** `count + 1` vertex offsets into `path`: object i owns [pathStart[i], pathStart[i + 1]). */
  readonly pathStart: Uint32Array;
  /** Past positions, oldest first, longitude and latitude interleaved; ends at the newest. */
  readonly path: Float64Array;
  readonly pathTimeMs: Float64Array;
};

/** Everything a layer may ask for. Absent metrics and kinds answer with empty columns. */
export type LayerView = {
  /** The screen's clock, milliseconds since the epoch. */
  readonly now: number;
  readonly onTrial: TrialColumns;
  points(metric: string): PointColumns;
  tracks(kind: string): TrackColumns;
};

export const NONE_ON_TRIAL: TrialColumns = {
  count: 0,
  ids: new Float64Array(0),
  keys: [],
  names: [],
  lonLat: new Float64Array(0),
  testing: new Uint8Array(0),
};

export const NO_POINTS: PointColumns = {
  count: 0,
  expected: 0,
  assetIds: new Float64Array(0),
  names: [],
  sources: [],
  lonLat: new Float64Array(0),
  value: new Float64Array(0),
  timeMs: new Float64Array(0),
  level: new Uint8Array(0),
  doubt: new Uint8Array(0),
  simulated: new Uint8Array(0),
};

export const NO_TRACKS: TrackColumns = {
  count: 0,
  assetIds: new Float64Array(0),
  names: [],
  sources: [],
  lonLat: new Float64Array(0),
  courseDeg: new Float32Array(0),
  speedKmh: new Float32Array(0),
  timeMs: new Float64Array(0),
  level: new Uint8Array(0),
  doubt: new Uint8Array(0),
  simulated: new Uint8Array(0),
  pathStart: new Uint32Array(1),
  path: new Float64Array(0),
  pathTimeMs: new Float64Array(0),
};

export const EMPTY_VIEW: LayerView = {
  now: 0,
  onTrial: NONE_ON_TRIAL,
  points: () => NO_POINTS,
  tracks: () => NO_TRACKS,
};
