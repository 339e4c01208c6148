import { z } from "zod";
import { IDENT } from "#lib/asset/model.ts";

const ident = z.string().regex(IDENT);
const some = z.array(ident).min(1).max(200);

/** Whose alerts are expected while the work lasts. */
export const maintenanceTargetSchema = z.union([
  z.strictObject({ assets: some }),
  z.strictObject({ feeds: some }),
  z.strictObject({ rules: some }),
  z.strictObject({ unit: z.string().min(1).max(20) }),
]);
export type MaintenanceTarget = z.infer<typeof maintenanceTargetSchema>;

/** `approved`: waits for its time. `cancelled`: called off, before or during the work. */
export const MAINTENANCE_STATES = [
  "proposed",
  "refused",
  "approved",
  "running",
  "ended",
  "cancelled",
] as const;
export type MaintenanceState = (typeof MAINTENANCE_STATES)[number];

export type MaintenanceRow = {
  id: number;
  workOrder: string;
  target: MaintenanceTarget;
  from: number;
  until: number;
  why: string;
  state: MaintenanceState;
  agencyId: string | null;
  proposedBy: string;
  proposedName: string | null;
  decidedBy: string | null;
  decidedName: string | null;
  startedAt: number | null;
  endedAt: number | null;
  /** Open alerts that it hides now. */
  hidden: number;
};

/** For screens opened by a kiosk link: no personal data. */
export function maintenanceWithoutPersons(row: MaintenanceRow): MaintenanceRow {
  return { ...row, why: "", proposedBy: "", proposedName: null, decidedBy: null, decidedName: null };
}

/** Why an act on a window was refused. Texts: catalogue keys `refusal.<reason>`. */
export const MAINTENANCE_REFUSALS = [
  "not_allowed",
  "not_your_agency",
  "bad_time",
  "unknown_maintenance",
  "already_decided",
  "own_proposal",
  "password_not_own",
] as const;
export type MaintenanceRefusal = (typeof MAINTENANCE_REFUSALS)[number];
