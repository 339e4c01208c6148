export type UnitKind = "province" | "district" | "commune" | "ward" | "special_zone";

/**
 * An administrative unit during a period. A code alone names nothing: on 1 July 2025 nearly every commune code was
 * given to another name and territory, so what happened on a day is looked up with that day.
 */
export type Unit = {
  code: string;
  /** Local dates YYYY-MM-DD: first day, and the first day no more (null: still there). */
  validFrom: string;
  validTo: string | null;
  kind: UnitKind;
  nameVi: string;
  nameEn: string;
  parentCode: string | null;
  areaKm2: number | null;
  population: number | null;
  /** A point to label, degrees WGS 84. */
  lon: number | null;
  lat: number | null;
  /** Names of the units that it was made of. */
  mergedFrom: string[];
  /** The decision or table that says so. */
  source: string;
};
