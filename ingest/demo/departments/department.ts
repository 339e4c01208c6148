/** Something that comes in: a dossier, a report, an alert. `chance(use)` is its own fixed luck, 0 … 1. */
export type Arrival = { key: string; at: number; chance(use: number): number };

/** A state and the moment it begins, ms. The first is the arrival; the last may close it. */
export type Step = { at: number; state: string; closes?: true };

/** How life outside weighs on the department, 0 … 1: a flood or storm brings more reports. */
export type Pressure = number;

/** The value of a column of the department's own table. */
export type Cell = string | number | null;

/** One of the province's departments with software and a database of its own. */
export type Department = {
  /** Suffix of its database, its reader and its setting: `demo_<id>`, `demo_<id>_reader`, DEMO_<ID>_URL. */
  id: string;
  /** Channel on which its software tells of every change. */
  channel: string;
  table: string;
  /** Its table as the department's software would have made it; must hold ma, trang_thai, tiep_nhan, ket_thuc and cap_nhat. */
  schema: string;
  /** How many are expected to come in the minute that begins here. */
  expected(minute: number, pressure: Pressure): number;
  /** Columns fixed at arrival. */
  row(arrival: Arrival, pressure: Pressure): Record<string, Cell>;
  /** Its whole life; needs nothing but the arrival. */
  life(arrival: Arrival): Step[];
};
