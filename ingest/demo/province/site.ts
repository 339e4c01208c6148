import type { Place } from "#ingest/demo/physics/geo.ts";

/** A thing of the demo province: becomes an asset row, and the devices of its kind speak for it. */
export type Site = Place & {
  key: string;
  kind: SiteKind;
  nameVi: string;
  nameEn: string;
  /** Commune of 2025; undefined at sea. */
  unit?: string;
  basin?: string;
  /** River node it watches: see rivers.ts. */
  node?: string;
  heightM?: number;
  /** Kind's own numbers: road capacity, rated load, share of industry… */
  traits?: Readonly<Record<string, number>>;
  /** Facts about the real place with their source, shown on demand. */
  facts?: string;
  /** False only where the coordinate comes from a published register. */
  illustrative: boolean;
};

export type SiteKind =
  | "gauge"
  | "flood_sensor"
  | "rain_gauge"
  | "weather"
  | "tide_gauge"
  | "reservoir"
  | "weir"
  | "air"
  | "outfall"
  | "road"
  | "bts"
  | "substation"
  | "rack"
  | "hospital"
  | "forest"
  | "hotspot"
  | "camera"
  | "vessel"
  | "bus";

const MARKS = /[\u0300-\u036f]/g;

/** Vietnamese letters without their marks, for English names: "Đề Gi" → "De Gi". */
export function plain(text: string): string {
  return text.normalize("NFD").replace(MARKS, "").replace(/đ/g, "d").replace(/Đ/g, "D");
}
