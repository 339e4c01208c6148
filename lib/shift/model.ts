import { z } from "zod";
import type { Role } from "#lib/user/model.ts";

/** What a person is in a shift. Who may be what: `mayServe`. */
export const SHIFT_ROLES = ["lead", "duty"] as const;
export type ShiftRole = (typeof SHIFT_ROLES)[number];

/** A person on duty. `role` is that in the shift, not the account's. */
export type OnDuty = { userId: string; name: string; role: ShiftRole; agencyId: string | null };

export type Place = { userId: string; role: ShiftRole };
/** `able`: the account is enabled and still has a role that may serve as this. */
export type Member = Place & { name: string; able: boolean };

/** A local date, YYYY-MM-DD. */
export type Day = string;

/** One shift of the duty room. `day` is the local day on which it begins; times in ms. */
export type Shift = {
  id: number;
  day: Day;
  nameVi: string;
  nameEn: string;
  startsAt: number;
  endsAt: number;
  crew: readonly Member[];
};

export type Pattern = { id: string; nameVi: string; nameEn: string };
export type Staff = { userId: string; name: string; accountRole: Role };

/** A lead may stand in the ranks; nobody is lead without being one. */
export function mayServe(account: Role, as: ShiftRole): boolean {
  return account === "lead" || (account === "duty" && as === "duty");
}

/** What a shift lacks. Texts: catalogue keys `roster.gap.<gap>`. */
export type Gap = "no_crew" | "no_lead";

export function gapOf({ crew }: Pick<Shift, "crew">): Gap | null {
  const there = crew.filter((member) => member.able);
  if (there.length === 0) return "no_crew";
  return there.some((member) => member.role === "lead") ? null : "no_lead";
}

/** Times between the first and the last of these shifts, in order, that none of them covers. */
export function holesOf(shifts: readonly Shift[]): { from: number; to: number }[] {
  return shifts.flatMap((shift, i) => {
    const next = shifts[i + 1];
    return next && next.startsAt > shift.endsAt ? [{ from: shift.endsAt, to: next.startsAt }] : [];
  });
}

/** Between two shifts; less is shown, not refused: a storm does not ask. */
const REST_MS = 8 * 3_600_000;

/** Who comes to a shift with too little rest since the one before: `<shiftId> <userId>`. */
export function tiredOf(shifts: readonly Shift[]): Set<string> {
  const leftAt = new Map<string, number>();
  const tired = new Set<string>();
  for (const shift of shifts) {
    for (const { userId } of shift.crew) {
      const left = leftAt.get(userId);
      if (left !== undefined && shift.startsAt - left < REST_MS) tired.add(`${shift.id} ${userId}`);
      leftAt.set(userId, shift.endsAt);
    }
  }
  return tired;
}

/** Why the roster is not changed. Texts: catalogue keys `refusal.<reason>`. */
export const ROSTER_REFUSALS = [
  "unknown_shift",
  "unknown_pattern",
  "shift_over",
  "already_on_shift",
  "two_leads",
  "not_a_lead",
  "cannot_serve",
  "not_on_shift",
  "roster_changed",
  "nothing_to_plan",
  "nothing_to_copy",
  "nothing_to_undo",
] as const;
export type RosterRefusal = (typeof ROSTER_REFUSALS)[number];

const HOUR = 3_600_000;
/** A signature in time: within so long after the shift's end. */
export const GRACE_MS = 15 * 60_000;
/** So long after its end a shift may still be handed over. */
export const LATE_MS = 24 * HOUR;

/** When a shift may begin to hand over: two hours before its end. */
export function opensAt({ startsAt, endsAt }: Pick<Shift, "startsAt" | "endsAt">): number {
  return Math.max(startsAt, endsAt - 2 * HOUR);
}

/**
 * The shifts that have begun and nobody signed for, the one to hand over now first: the newest whose hand-over is
 * open, for older ones were let slip already.
 */
export function toHandOver(shifts: readonly Shift[], signed: ReadonlySet<number>, now: number): Shift[] {
  const open = shifts.filter(
    (one) => one.startsAt <= now && one.endsAt + LATE_MS > now && !signed.has(one.id),
  );
  return open.toSorted(
    (a, b) => Number(opensAt(b) <= now) - Number(opensAt(a) <= now) || b.startsAt - a.startsAt,
  );
}

/** Why a hand-over is not taken or signed. Texts: catalogue keys `refusal.<reason>`. */
export const HANDOVER_REFUSALS = [
  "unknown_shift",
  "not_time",
  "not_on_shift",
  "already_taken_over",
  "no_handover",
  "not_in_handover",
  "hands_over",
  "not_incoming_lead",
  "handover_changed",
  "handover_stale",
  "not_read_back",
] as const;
export type HandoverRefusal = (typeof HANDOVER_REFUSALS)[number];

/** Why these people may not make up a shift; null: they may. */
export function crewRefusal(
  crew: readonly Place[],
  roleOf: (userId: string) => Role | null,
): RosterRefusal | null {
  if (new Set(crew.map((place) => place.userId)).size < crew.length) return "already_on_shift";
  if (crew.filter((place) => place.role === "lead").length > 1) return "two_leads";
  for (const { userId, role } of crew) {
    const account = roleOf(userId);
    if (!account || !mayServe(account, "duty")) return "cannot_serve";
    if (!mayServe(account, role)) return "not_a_lead";
  }
  return null;
}

export function sameCrew(a: readonly Place[], b: readonly Place[]): boolean {
  const key = (crew: readonly Place[]) =>
    crew
      .map((place) => `${place.role} ${place.userId}`)
      .sort()
      .join();
  return key(a) === key(b);
}

const day = z.iso.date();
const shiftId = z.int().positive();
const userId = z.string().min(1).max(64);
const place = z.strictObject({ userId, role: z.enum(SHIFT_ROLES) });
const seat = z.strictObject({ shiftId, userId });
const crew = z.array(place).max(50);

/** What is asked of the roster. `seen`: the crew as it was on screen, so that nobody overwrites unseen work. */
export const rosterAskSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("plan"),
    pattern: z.string().min(1).max(64),
    from: day,
    days: z.int().min(1).max(62),
  }),
  z.strictObject({ type: z.literal("crew"), shiftId, crew, seen: crew }),
  z.strictObject({ type: z.literal("swap"), a: seat, b: seat }),
  z.strictObject({ type: z.literal("copy_week"), from: day, to: day }),
  z.strictObject({ type: z.literal("clear"), from: day, days: z.int().min(1).max(62) }),
  z.strictObject({ type: z.literal("undo"), change: z.int().positive() }),
]);
export type RosterAsk = z.infer<typeof rosterAskSchema>;

/** `crews`: shifts whose people were replaced. `made`, `gone`: shifts that came and went. */
export type RosterDone = { change: number; crews: number; made: number; gone: number };
