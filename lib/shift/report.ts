import type { Priority } from "#lib/alert/model.ts";
import type { IncidentRow } from "#lib/incident/model.ts";
import type { OrderRow } from "#lib/order/model.ts";

/** Seconds; null where nothing was answered. */
export type Spread = { p50: number | null; p95: number | null };

/** Alarms of a shift by priority and agency; what was not answered by its end counts as open. */
export type AlarmLine = {
  priority: Priority;
  agencyId: string | null;
  agencyVi: string | null;
  agencyEn: string | null;
  count: number;
  unacked: number;
  unclosed: number;
  ack: Spread;
  close: Spread;
};
export type ShiftNote = { at: number; by: string | null; text: string; titleVi: string; titleEn: string };
export type ShiftFlood = { from: number; to: number | null; alarms: number; peak: number };

export type ShiftReport = {
  until: number;
  /** Of all agencies, by priority: percentiles do not add up. */
  byPriority: AlarmLine[];
  byAgency: AlarmLine[];
  floods: ShiftFlood[];
  incidents: Pick<IncidentRow, "id" | "nameVi" | "nameEn" | "openedAt" | "closedAt" | "total">[];
  orders: OrderRow[];
  notes: ShiftNote[];
};
