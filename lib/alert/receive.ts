import type { Person } from "#lib/user/model.ts";

/** A person as others may know them: who could be asked to answer. */
export type Colleague = Pick<Person, "userId" | "name" | "role" | "agencyId"> & {
  /** Whether they are in the shift on duty; null where no shift is planned. */
  onDuty: boolean | null;
};
export type Giver = Pick<Person, "role" | "agencyId">;
/** Texts: catalogue keys `refusal.<reason>`. */
export const RECEIVE_REFUSALS = [
  "unknown_person",
  "unknown_agency",
  "cannot_answer",
  "not_in_shift",
  "not_in_agency",
] as const;
export type ReceiveRefusal = (typeof RECEIVE_REFUSALS)[number];

/**
 * Whether an alert or an order may be given to this person: only to those who can answer one; duty gives within the
 * shift, an agency within itself. That the giver may give at all is the table in lib/user/can.ts. null: yes.
 */
export function mayReceive(giver: Giver, to: Colleague | undefined): ReceiveRefusal | null {
  if (!to) return "unknown_person";
  if (to.role === "leader" || to.role === "admin") return "cannot_answer";
  if (giver.role === "agency") {
    return to.role === "agency" && to.agencyId === giver.agencyId ? null : "not_in_agency";
  }
  if (giver.role !== "duty") return null;
  return to.role === "agency" || to.onDuty === false ? "not_in_shift" : null;
}
