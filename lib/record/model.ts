/** A row of a departmental database as the centre keeps it. Times in ms since 1970 UTC. */
export type RecordVersion = {
  feedId: string;
  type: string;
  key: string;
  changedAt: number;
  state: string;
  /** 0 information … 4 critical */
  severity: number;
  /** For finished work with a due date. */
  outcome: "on_time" | "late" | null;
  agencyId: string | null;
  unitCode: string | null;
  lon: number | null;
  lat: number | null;
  openedAt: number;
  dueAt: number | null;
  closedAt: number | null;
  title: string | null;
  attributes: { [name: string]: unknown };
};

/** One cell of the live counts; `day` is the local date of opening, YYYY-MM-DD. */
export type RecordCount = {
  type: string;
  state: string;
  severity: number;
  outcome: string;
  agencyId: string;
  day: string;
  count: number;
};
