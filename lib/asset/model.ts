/** A thing that measures or moves: gauge, reservoir, air station, vessel, bus, road segment, BTS… */
export type Asset = {
  id: number;
  key: string;
  kind: string;
  nameVi: string;
  nameEn: string;
  /** Degrees WGS 84; null for what only moves or has not been located. */
  lon: number | null;
  lat: number | null;
  basin: string | null;
  unitCode: string | null;
  feedId: string | null;
  /** The position is not surveyed: say "vị trí minh họa" beside it. */
  illustrative: boolean;
};

/** `testing`: stored and seen by engineers, not for the province. */
export type AssetStatus = "confirmed" | "unconfirmed" | "testing" | "retired";

/** A device that nobody has confirmed, as a map may show it; degrees WGS 84. */
export type TrialAsset = Pick<Asset, "id" | "key" | "nameVi" | "nameEn"> & {
  lon: number;
  lat: number;
  status: "unconfirmed" | "testing";
};

/** One metric of one asset: what a reading belongs to. */
export type Series = {
  id: number;
  assetId: number;
  metricId: string;
  feedId: string;
  /** Expected seconds between readings; older than three of them is stale. */
  periodS: number;
};

/** A step of a threshold set, ascending by value. severity 1–5 indexes the colour scale. */
export type Level = { id: string; value: number; severity: number; verified?: boolean };

export type ThresholdSet = {
  assetId: number | null;
  metricId: string;
  levels: Level[];
  source: string;
  verified: boolean;
};

export const IDENT = /^[A-Za-z0-9_-]{1,64}$/;

/** A value older than this is shown as stale. */
export const STALE_PERIODS = 3;
