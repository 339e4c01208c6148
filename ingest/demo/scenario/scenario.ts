import type { Place } from "#ingest/demo/physics/geo.ts";

/** What a story adds to the everyday province. Hours are of the story's own clock, from its beginning. */
export type Story = {
  /** The same id as in lib/scenario/model.ts, which holds titles, length and speed. */
  id: string;
  /** mm/h on top of the everyday rain. */
  rain?(place: Place, hour: number): number;
  /** Published values that the simulated rivers and reservoirs must pass through. */
  pins?: readonly Pin[];
  wind?(place: Place, hour: number): Gale;
  heat?(hour: number): Heat;
  /** Days since the last rain of 5 mm when the story begins. */
  dryDaysBefore?: number;
  hotspots?: readonly Hotspot[];
  /** Vessels run for port from this hour on. */
  vesselsReturnAt?: number;
};

/** m and m³/s; volume in 10⁶ m³. `assumed`: no one published it; it keeps the curve in shape. */
export type Pin = {
  node: string;
  quantity: "stage" | "volume" | "inflow" | "outflow";
  hour: number;
  value: number;
  kind: "observed" | "forecast" | "assumed";
  source: string;
};

/** Storm wind at a place, m/s and degrees it blows from; `drop` in hPa below the normal pressure. */
export type Gale = { speed: number; direction: number; drop: number };

/** Added to temperature (°C) and humidity (points of %); `foehn` m/s of south-west wind. */
export type Heat = { temperature: number; humidity: number; foehn: number };

/** A fire seen from space: burns between two hours, strongest (MW) in the middle. */
export type Hotspot = Place & { key: string; from: number; to: number; peak: number };
