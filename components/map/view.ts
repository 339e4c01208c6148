/**
 * The plain data a map layer draws. The live store fills it; nothing here knows a socket.
 *
 * Columns, not rows: at 10,000 points an object array costs 24 ms of main thread per update,
 * typed arrays about none. A column set is replaced as a whole when its data changes and is
 * never written to after that, so a layer compares references to know whether to rebuild.
 */

/** Level index when no threshold set judges the value. */
export const LEVEL_UNKNOWN = 255;

/** Known objects of the province, whatever they measure. */
export type AssetColumns = {
  readonly count: number;
  readonly ids: Float64Array;
  readonly keys: readonly string[];
  /** `gauge`, `reservoir`, `vessel`, `bus`, … as in the asset table. */
  readonly kinds: readonly string[];
  readonly names: readonly string[];
  /** Longitude, latitude interleaved, WGS 84 degrees; NaN where the place is unknown. */
  readonly lonLat: Float64Array;
  /** Highest level of the object's series now; LEVEL_UNKNOWN when none is judged. */
  readonly level: Uint8Array;
  /** 1 = seen on a feed, not yet confirmed by a person (chưa xác nhận). */
  readonly unconfirmed: Uint8Array;
};

/** Newest value of one metric at every object that measures it and has a place. */
export type PointColumns = {
  readonly count: number;
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
  /** 1 = older than the series' own rhythm allows; drawn grey. */
  readonly stale: Uint8Array;
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
  readonly stale: Uint8Array;
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
  readonly assets: AssetColumns;
  points(metric: string): PointColumns;
  tracks(kind: string): TrackColumns;
};

export const NO_ASSETS: AssetColumns = {
  count: 0,
  ids: new Float64Array(0),
  keys: [],
  kinds: [],
  names: [],
  lonLat: new Float64Array(0),
  level: new Uint8Array(0),
  unconfirmed: new Uint8Array(0),
};

export const NO_POINTS: PointColumns = {
  count: 0,
  assetIds: new Float64Array(0),
  names: [],
  sources: [],
  lonLat: new Float64Array(0),
  value: new Float64Array(0),
  timeMs: new Float64Array(0),
  level: new Uint8Array(0),
  stale: new Uint8Array(0),
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
  stale: new Uint8Array(0),
  simulated: new Uint8Array(0),
  pathStart: new Uint32Array(1),
  path: new Float64Array(0),
  pathTimeMs: new Float64Array(0),
};

export const EMPTY_VIEW: LayerView = {
  now: 0,
  assets: NO_ASSETS,
  points: () => NO_POINTS,
  tracks: () => NO_TRACKS,
};
