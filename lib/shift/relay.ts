import { record as audit } from "#lib/audit/sql.ts";
import { publish } from "#lib/db/bus.ts";
import type { Client } from "#lib/db/pool.ts";
import { actorOf, type Person } from "#lib/user/model.ts";
import { seal } from "./handover.ts";
import { type HandoverRefusal, LATE_MS, opensAt, type Shift } from "./model.ts";
import { briefOf, type HandoverContent, type SignatureContent } from "./snapshot.ts";
import {
  handoverOf,
  insertChecks,
  insertHandover,
  insertSignature,
  lastSignature,
  lockHandovers,
} from "./sql/handover.ts";
import { takeSnapshot, urgentAlerts } from "./sql/snapshot.ts";
import { shiftById, shiftsBetween } from "./sql.ts";

type Refused = { reason: HandoverRefusal };
type Act = { shiftId: number; who: Person; now: number };

/** The next shift begins within so long of the end of this one, or nobody is to come. */
const NEXT_MS = 12 * 3_600_000;

/**
 * Takes the snapshot of what stands open and seals it with the note of who hands over. Again on the same shift: a
 * corrected hand-over in place of the one before. Begin the transaction in REPEATABLE READ ({@link oneMoment}).
 */
export async function prepareHandover(
  client: Client,
  { shiftId, who, now, note }: Act & { note: string },
): Promise<{ id: number } | Refused> {
  const shift = await openShift(client, shiftId);
  if ("reason" in shift) return shift;
  if (now < opensAt(shift) || now > shift.endsAt + LATE_MS) return { reason: "not_time" };
  if (shift.crew.length > 0 && !isOn(shift, who)) return { reason: "not_on_shift" };
  const by = { preparedBy: actorOf(who), preparedName: who.name, preparedAt: now };
  return write(client, { shift, who, now, said: { ...by, note } });
}

/** The same hand-over over what stands open now: something rang since. What was read back stays read. */
export async function refreshHandover(
  client: Client,
  { shiftId, who, now }: Act,
): Promise<{ id: number } | Refused> {
  const shift = await openShift(client, shiftId);
  if ("reason" in shift) return shift;
  const before = await handoverOf(client, shiftId);
  if (!before) return { reason: "no_handover" };
  const { preparedBy, preparedName, preparedAt, note } = JSON.parse(before.content) as HandoverContent;
  return write(client, { shift, who, now, said: { preparedBy, preparedName, preparedAt, note } });
}

/** The incoming lead reads one urgent alert back; `rungSeq`: its ring as it was on screen. */
export async function readBack(
  client: Client,
  { shiftId, who, now, alertId, rungSeq }: Act & { alertId: number; rungSeq: number },
): Promise<{ ok: true } | Refused> {
  const found = await forSigning(client, { shiftId, who });
  if ("reason" in found) return found;
  const alert = found.content.snapshot.urgent.find((one) => one.id === alertId);
  if (!alert) return { reason: "not_in_handover" };
  if (alert.rungSeq !== rungSeq) return { reason: "handover_changed" };
  const check = { alertId, rungSeq, at: now, actor: actorOf(who) };
  await insertChecks(client, found.handover.id, [check]);
  await tell(client, shiftId);
  return { ok: true };
}

type Signing = Act & { hash: string; comment: string };

/**
 * The incoming lead takes over. Refused while an urgent alert is not read back by this very person, and when one
 * rang since the snapshot: nobody signs for what they have not seen.
 */
export async function signHandover(
  client: Client,
  { shiftId, who, now, hash, comment }: Signing,
): Promise<{ hash: string } | (Refused & { alerts?: number[] })> {
  const found = await forSigning(client, { shiftId, who });
  if ("reason" in found) return found;
  const { handover, content } = found;
  if (handover.hash !== hash) return { reason: "handover_changed" };
  const seen = new Map(content.snapshot.urgent.map((alert) => [alert.id, alert.rungSeq]));
  const news = (await urgentAlerts(client)).filter((alert) => seen.get(alert.id) !== alert.rungSeq);
  if (news.length > 0) return { reason: "handover_stale", alerts: news.map((alert) => alert.id) };
  const signedBy = actorOf(who);
  const checks = handover.checks.filter((check) => check.actor === signedBy);
  const read = new Set(checks.map((check) => check.alertId));
  const unread = [...seen.keys()].filter((id) => !read.has(id));
  if (unread.length > 0) return { reason: "not_read_back", alerts: unread };
  const signature: SignatureContent = {
    handover: handover.id,
    hash,
    previous: await lastSignature(client),
    signedBy,
    signedName: who.name,
    signedAt: now,
    checks: checks.map(({ alertId, rungSeq, at }) => ({ alertId, rungSeq, at })),
    comment,
  };
  const sealed = seal(signature);
  await insertSignature(client, { ...sealed, handoverId: handover.id, shiftId, signedAt: now, signedBy });
  const object = `shift:${shiftId}`;
  await audit(client, { actor: signedBy, action: "handover.signed", object, detail: { hash: sealed.hash } });
  await tell(client, shiftId);
  return { hash: sealed.hash };
}

/** Makes the statements of a transaction tell of one moment; the first of it. */
export async function oneMoment(client: Client): Promise<void> {
  await client.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
}

/** The shift that takes over from this one. */
export async function shiftAfter(client: Pick<Client, "query">, shift: Shift): Promise<Shift | undefined> {
  const near = await shiftsBetween(client, shift.endsAt, shift.endsAt + NEXT_MS);
  return near.find((one) => one.startsAt >= shift.endsAt);
}

async function openShift(client: Client, shiftId: number): Promise<Shift | Refused> {
  await lockHandovers(client);
  const shift = await shiftById(client, shiftId);
  if (!shift) return { reason: "unknown_shift" };
  const handover = await handoverOf(client, shiftId);
  return handover?.signature ? { reason: "already_taken_over" } : shift;
}

/** Everything that must be true of who reads back and signs. */
async function forSigning(client: Client, { shiftId, who }: Omit<Act, "now">) {
  const shift = await openShift(client, shiftId);
  if ("reason" in shift) return shift;
  const handover = await handoverOf(client, shiftId);
  if (!handover) return { reason: "no_handover" as const };
  if (handover.preparedBy === actorOf(who)) return { reason: "hands_over" as const };
  const lead = (await shiftAfter(client, shift))?.crew.find(
    (member) => member.able && member.role === "lead",
  );
  if (lead && lead.userId !== who.userId) return { reason: "not_incoming_lead" as const };
  return { handover, content: JSON.parse(handover.content) as HandoverContent };
}

type Said = Pick<HandoverContent, "preparedBy" | "preparedName" | "preparedAt" | "note">;
type Writing = { shift: Shift; who: Person; now: number; said: Said };

async function write(client: Client, { shift, who, now, said }: Writing): Promise<{ id: number }> {
  const before = await handoverOf(client, shift.id);
  const next = await shiftAfter(client, shift);
  const takenBy = actorOf(who);
  const content: HandoverContent = {
    ...said,
    shift: briefOf(shift),
    next: next ? briefOf(next) : null,
    takenBy,
    snapshot: await takeSnapshot(client, now),
  };
  const sealed = seal(content);
  const { preparedAt, preparedBy } = said;
  const stamps = { preparedAt, preparedBy, takenAt: now, takenBy };
  const replaces = before?.id ?? null;
  const id = await insertHandover(client, { ...sealed, ...stamps, shiftId: shift.id, replaces });
  const rung = new Map(content.snapshot.urgent.map((alert) => [alert.id, alert.rungSeq]));
  const still = (before?.checks ?? []).filter((check) => rung.get(check.alertId) === check.rungSeq);
  await insertChecks(client, id, still);
  const object = `shift:${shift.id}`;
  const detail = { handover: id, hash: sealed.hash };
  await audit(client, { actor: takenBy, action: "handover.prepared", object, detail });
  await tell(client, shift.id);
  return { id };
}

async function tell(client: Client, shiftId: number): Promise<void> {
  await publish(client, "shift", [JSON.stringify({ handover: shiftId })]);
}

function isOn(shift: Shift, who: Person): boolean {
  return shift.crew.some((member) => member.userId === who.userId);
}
