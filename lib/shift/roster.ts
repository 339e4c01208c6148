import { record as audit } from "#lib/audit/sql.ts";
import { publish } from "#lib/db/bus.ts";
import type { Client } from "#lib/db/pool.ts";
import { addDays } from "./day.ts";
import {
  crewRefusal,
  type Place,
  type RosterAsk,
  type RosterDone,
  type RosterRefusal,
  type Shift,
  sameCrew,
} from "./model.ts";
import {
  accountRoles,
  type Crews,
  changeToUndo,
  deleteShifts,
  type GoneShift,
  insertAgain,
  insertChange,
  insertLater,
  insertPattern,
  lockRoster,
  patternExists,
  type Written,
  writeCrews,
} from "./sql/change.ts";
import { shiftById, shiftsOfDays } from "./sql.ts";

export type Refused = { reason: RosterRefusal };
type Order = { ask: RosterAsk; actor: string; now: number };
type AskOf<T extends RosterAsk["type"]> = Extract<RosterAsk, { type: T }>;
type Outcome = Promise<Written | Refused>;

const NOTHING: Written = { crews: [], made: [], gone: [] };

/**
 * Changes the roster, in the caller's transaction: the change, the row by which it is undone, the audit and the
 * notice stand or fall together. A refusal changes nothing; the transaction stays usable.
 */
export async function changeRoster(client: Client, order: Order): Promise<RosterDone | Refused> {
  const { ask, actor } = order;
  await lockRoster(client);
  await client.query("SAVEPOINT roster");
  const written = await DO[ask.type](client, ask as never, order.now);
  if ("reason" in written) {
    // Some are known only after a part was written.
    await client.query("ROLLBACK TO SAVEPOINT roster");
    return written;
  }
  const undoes = ask.type === "undo" ? ask.change : null;
  const change = await insertChange(client, { ...written, actor, kind: ask.type, undoes });
  await audit(client, { actor, action: `roster.${ask.type}`, object: `roster:${change}`, detail: ask });
  await publish(client, "shift", [JSON.stringify({ roster: change })]);
  const { crews, made, gone } = written;
  return { change, crews: crews.length, made: made.length, gone: gone.length };
}

const DO: { [T in RosterAsk["type"]]: (client: Client, ask: AskOf<T>, now: number) => Outcome } = {
  plan,
  crew,
  swap,
  copy_week: copyWeek,
  clear,
  undo,
};

async function plan(client: Client, ask: AskOf<"plan">): Outcome {
  if (!(await patternExists(client, ask.pattern))) return { reason: "unknown_pattern" };
  const made = await insertPattern(client, ask);
  return made.length > 0 ? { ...NOTHING, made } : { reason: "nothing_to_plan" };
}

async function crew(client: Client, { shiftId, crew: after, seen }: AskOf<"crew">, now: number): Outcome {
  const shift = await shiftById(client, shiftId);
  if (!shift) return { reason: "unknown_shift" };
  if (!sameCrew(shift.crew, seen)) return { reason: "roster_changed" };
  return replace(client, [{ shift, after }], now);
}

/** Two people change places; each takes the other's role in the shift. */
async function swap(client: Client, { a, b }: AskOf<"swap">, now: number): Outcome {
  const [from, to] = [await shiftById(client, a.shiftId), await shiftById(client, b.shiftId)];
  if (!from || !to) return { reason: "unknown_shift" };
  if (from.id === to.id || a.userId === b.userId) return { reason: "already_on_shift" };
  if (!isOn(from, a.userId) || !isOn(to, b.userId)) return { reason: "not_on_shift" };
  const wish = [
    { shift: from, after: withOther(from, a.userId, b.userId) },
    { shift: to, after: withOther(to, b.userId, a.userId) },
  ];
  return replace(client, wish, now);
}

/** Fills the shifts of a week that have nobody yet as those of another week are; makes them where they are missing. */
async function copyWeek(client: Client, { from, to }: AskOf<"copy_week">, now: number): Outcome {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  const source = await shiftsOfDays(client, from, addDays(from, 7));
  const ids = source.map((shift) => shift.id);
  const made = days === 0 ? [] : await insertLater(client, ids, days);
  const target = await shiftsOfDays(client, to, addDays(to, 7));
  const crews = target.flatMap((shift): Crews[] => {
    const model = source.find((one) => addDays(one.day, days) === shift.day && isLike(one, shift));
    const after = (model?.crew ?? []).filter((member) => member.able).map(placeOf);
    if (shift.crew.length > 0 || after.length === 0 || shift.endsAt <= now) return [];
    return [{ shiftId: shift.id, before: [], after }];
  });
  if (crews.length + made.length === 0) return { reason: "nothing_to_copy" };
  await writeCrews(client, crews);
  return { crews, made, gone: [] };
}

/** Takes planned shifts away, with their people; what has begun stays. */
async function clear(client: Client, { from, days }: AskOf<"clear">, now: number): Outcome {
  const shifts = await shiftsOfDays(client, from, addDays(from, days));
  const gone = shifts.filter((shift) => shift.startsAt > now).map(goneOf);
  if (gone.length === 0) return { reason: "nothing_to_plan" };
  const ids = gone.map((shift) => shift.id);
  await deleteShifts(client, ids);
  return { ...NOTHING, gone };
}

/** Takes the newest change back, if nobody has built upon it and none of its shifts is over. */
async function undo(client: Client, { change }: AskOf<"undo">, now: number): Outcome {
  const last = await changeToUndo(client);
  if (!last || last.id !== change) return { reason: "nothing_to_undo" };
  const crews: Crews[] = [];
  for (const { shiftId, before, after } of last.crews) {
    const shift = await shiftById(client, shiftId);
    if (!shift || !sameCrew(shift.crew, after)) return { reason: "roster_changed" };
    if (shift.endsAt <= now) return { reason: "shift_over" };
    crews.push({ shiftId, before: after, after: before });
  }
  await writeCrews(client, crews);
  const gone: GoneShift[] = [];
  for (const id of last.made) {
    const shift = await shiftById(client, id);
    if (!shift || shift.crew.length > 0) return { reason: "roster_changed" };
    if (shift.startsAt <= now) return { reason: "shift_over" };
    gone.push(goneOf(shift));
  }
  const ids = gone.map((shift) => shift.id);
  await deleteShifts(client, ids);
  if (!(await insertAgain(client, last.gone))) return { reason: "roster_changed" };
  await writeCrews(
    client,
    last.gone.map(({ id, crew: after }) => ({ shiftId: id, before: [], after })),
  );
  return { crews, made: last.gone.map((shift) => shift.id), gone };
}

type Wish = { shift: Shift; after: readonly Place[] };

async function replace(client: Client, wishes: readonly Wish[], now: number): Outcome {
  const roles = await accountRoles(
    client,
    wishes.flatMap(({ after }) => after.map((place) => place.userId)),
  );
  for (const { shift, after } of wishes) {
    if (shift.endsAt <= now) return { reason: "shift_over" };
    const reason = crewRefusal(after, (userId) => roles.get(userId) ?? null);
    if (reason) return { reason };
  }
  const crews = wishes.map(({ shift, after }) => ({
    shiftId: shift.id,
    before: shift.crew.map(placeOf),
    after,
  }));
  await writeCrews(client, crews);
  return { ...NOTHING, crews };
}

function withOther(shift: Shift, gone: string, come: string): Place[] {
  return shift.crew.map(({ userId, role }) => ({ userId: userId === gone ? come : userId, role }));
}

function isOn(shift: Shift, userId: string): boolean {
  return shift.crew.some((member) => member.userId === userId);
}

/** Of the same time of day, by name and length. */
function isLike(a: Shift, b: Shift): boolean {
  return a.nameVi === b.nameVi && a.endsAt - a.startsAt === b.endsAt - b.startsAt;
}

function placeOf({ userId, role }: Place): Place {
  return { userId, role };
}

function goneOf(shift: Shift): GoneShift {
  return { ...shift, crew: shift.crew.map(placeOf) };
}
