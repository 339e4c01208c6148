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

/**
 * Share of the finished dossiers that were finished before or on their due date, 0 … 1; null when none is finished:
 * (trước hạn + đúng hạn) / đã giải quyết, Quyết định 766/QĐ-TTg (23/6/2022), group "tiến độ, kết quả giải quyết".
 */
export function onTimeRate(counts: readonly Pick<RecordCount, "outcome" | "count">[]): number | null {
  let onTime = 0;
  let finished = 0;
  for (const { outcome, count } of counts) {
    if (outcome === "on_time") onTime += count;
    if (outcome === "on_time" || outcome === "late") finished += count;
  }
  return finished === 0 ? null : onTime / finished;
}
