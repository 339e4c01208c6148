import type { NewAuditEntry } from "#lib/audit/model.ts";
import { record as audit, recordMany as auditMany } from "#lib/audit/sql.ts";
import { publish } from "#lib/db/bus.ts";
import type { Client } from "#lib/db/pool.ts";
import { apply } from "./apply.ts";
import type { FollowUp, Happened } from "./consequence.ts";
import { CONSEQUENCES } from "./consequences.ts";
import { type AlertEvent, type Happening, isRefusal, type Refusal } from "./event.ts";
import type { Actor, Alert } from "./model.ts";
import { reconcile, type Signal } from "./reconcile.ts";
import {
  insertAlerts,
  insertEvents,
  lockAlert,
  lockAlerts,
  lockDue,
  lockOpen,
  type NewEvent,
  updateAlerts,
} from "./sql/write.ts";
import { nameOf } from "./sql.ts";
import { dueOf } from "./timing.ts";

/** `expectedSeq`: the alert's seq as the actor saw it; refused (`rang_again`) when it has rung since. */
export type Entry = { alertId: number; event: Happening; actor: Actor; expectedSeq?: number };

/**
 * Writes one event of one alert: lock, apply, log, fold, audit (people), notice on the bus. All in the caller's
 * transaction, so that what a screen hears is stored. A refusal changes nothing; the transaction stays usable.
 */
export async function record(client: Client, entry: Entry): Promise<Alert | Refusal> {
  const alert = await lockAlert(client, entry.alertId);
  if (!alert) return { reason: "unknown_alert" };
  const event: AlertEvent = { ...entry.event, actor: entry.actor };
  const next = apply(alert, event);
  if (isRefusal(next)) return next.by ? { ...next, name: await nameOf(client, next.by) } : next;
  if (entry.expectedSeq !== undefined && entry.expectedSeq < alert.rungSeq) return { reason: "rang_again" };
  const [written] = await write(client, [{ before: alert, after: next, events: [event] }]);
  if (entry.actor.startsWith("user:")) await auditAct(client, alert.id, event);
  return written as Alert;
}

export type Many<R extends object> = {
  /** Alerts and their seqs as the actor saw them. */
  seen: ReadonlyMap<number, number>;
  actor: Actor;
  /** What happens to an alert as it stands, or why not. */
  decide(alert: Alert): Happening | R;
};

/**
 * One person's act on many alerts: locked in the order of their ids, each judged as it stands, written at once. What
 * is refused hinders nothing else. @returns what came of each.
 */
export async function recordMany<R extends { reason: string }>(
  client: Client,
  { seen, actor, decide }: Many<R>,
): Promise<Map<number, Alert | Refusal | R>> {
  const outcomes = new Map<number, Alert | Refusal | R>();
  for (const id of seen.keys()) outcomes.set(id, { reason: "unknown_alert" });
  const happened: Happened[] = [];
  for (const alert of await lockAlerts(client, [...seen.keys()])) {
    const outcome = oneOf(alert, decide(alert), { actor, seq: seen.get(alert.id) as number });
    if ("reason" in outcome) outcomes.set(alert.id, outcome);
    else happened.push(outcome);
  }
  for (const alert of await write(client, happened)) outcomes.set(alert.id, alert);
  await auditMany(client, entriesOf(happened));
  return outcomes;
}

type Seen = { actor: Actor; seq: number };

function oneOf<R extends { reason: string }>(
  alert: Alert,
  decided: Happening | R,
  { actor, seq }: Seen,
): Happened | Refusal | R {
  if (!("type" in decided)) return decided;
  const event: AlertEvent = { ...decided, actor };
  const after = apply(alert, event);
  if (isRefusal(after)) return after;
  return seq < alert.rungSeq ? { reason: "rang_again" } : { before: alert, after, events: [event] };
}

/** Each that fails is one in which somebody else got on. */
const MOST_TRIES = 10;

/**
 * Writes what rules say, folding it into the open alerts. Where another process began one of them between our look
 * and our insert, everything is let go and looked at anew: who waits for a lock holds none that comes after it.
 * @returns the ids of the alerts that changed
 */
export async function recordSignals(
  client: Client,
  signals: readonly Signal[],
  tries = MOST_TRIES,
): Promise<number[]> {
  if (signals.length === 0) return [];
  if (tries === 0)
    throw new Error(`alert of ${keyOf((signals[0] as Signal).origin)}: neither there nor to be made`);
  await client.query("SAVEPOINT signals");
  const happened = await foldIn(client, signals);
  if (!happened) {
    await client.query("ROLLBACK TO SAVEPOINT signals");
    return recordSignals(client, signals, tries - 1);
  }
  await client.query("RELEASE SAVEPOINT signals");
  await write(client, happened);
  return happened.map(({ after }) => after.id);
}

/** Locks what stands and makes what begins. @returns undefined when another process was quicker with one of them */
async function foldIn(client: Client, signals: readonly Signal[]): Promise<Happened[] | undefined> {
  const open = await lockOpen(
    client,
    signals.map((s) => s.origin),
  );
  const standing = new Map(open.map((a) => [keyOf(a), a]));
  const stories = signals.map((signal) => tell(standing.get(keyOf(signal.origin)) ?? null, signal));
  const begun = stories.flatMap(({ alert }) => (alert?.id === 0 ? [alert] : []));
  const ids = begun.length > 0 ? await insertAlerts(client, begun) : [];
  if (ids.length < begun.length) return undefined;
  const idOf = new Map(ids.map((row) => [keyOf(row), row.id]));
  return stories.flatMap(({ before, alert, news }): Happened[] => {
    if (!alert || news.length === 0) return [];
    return [
      { before, after: { ...alert, id: alert.id || (idOf.get(keyOf(alert)) as number) }, events: news },
    ];
  });
}

/** Does what the clock has in store: re-arm, time-outs, ends of shelves. @returns how many alerts were looked at. */
export async function recordDue(client: Client, now: number, limit = 500): Promise<number> {
  const alerts = await lockDue(client, now, limit);
  const happened: Happened[] = [];
  for (const alert of alerts) {
    const due = dueOf(alert);
    if (!due || due.at > now) continue;
    const event: AlertEvent = { ...due.change, at: now, actor: "job:alert-clock" };
    const next = apply(alert, event);
    if (isRefusal(next))
      throw new Error(`alert ${alert.id}: the clock may not ${event.type}: ${next.reason}`);
    happened.push({ before: alert, after: next, events: [event] });
  }
  await write(client, happened);
  return alerts.length;
}

/**
 * Writes one event each of alerts that the caller has locked, for jobs and for acts on many. What the state refuses
 * is left out. @returns the alerts that changed, as they are now
 */
export async function recordEach(client: Client, wishes: readonly FollowUp[]): Promise<Alert[]> {
  const happened = wishes.flatMap(({ alert, event }): Happened[] => {
    const after = apply(alert, event);
    return isRefusal(after) ? [] : [{ before: alert, after, events: [event] }];
  });
  return write(client, happened);
}

type Story = { signal: Signal; before: Alert | null; alert: Alert | null; news: AlertEvent[] };

function tell(before: Alert | null, signal: Signal): Story {
  const news: AlertEvent[] = [];
  let alert = before;
  for (const verdict of signal.verdicts) {
    const change = reconcile(alert, verdict, signal.origin);
    if (!change) continue;
    const event: AlertEvent = { ...change, actor: signal.actor };
    const next = apply(alert, event);
    if (isRefusal(next)) continue;
    alert = next;
    news.push(event);
  }
  return { signal, before, alert, news };
}

/**
 * Writes events of alerts, what follows from them, the folds and the notice.
 * @returns the alerts as they are now, in the order given
 */
async function write(client: Client, told: readonly Happened[]): Promise<Alert[]> {
  if (told.length === 0) return [];
  const { all, given } = await withConsequences(client, told);
  // A row that was just made holds its fold already; it is written again only where more followed.
  await updateAlerts(
    client,
    all.flatMap(({ before, after, events }, i) =>
      before || events.length > (told[i]?.events.length ?? 0) ? [after] : [],
    ),
  );
  await insertEvents(client, all.flatMap(numbered));
  await announce(
    client,
    all.map(({ after }) => after.id),
  );
  return given;
}

/** `all`: those told, in their order, then others that were drawn in. */
async function withConsequences(client: Client, told: readonly Happened[]) {
  const byId = new Map(told.map((one) => [one.after.id, one]));
  for (const consequence of CONSEQUENCES) {
    for (const followUp of await consequence(client, [...byId.values()])) follow(byId, followUp);
  }
  const all = [...byId.values()];
  return { all, given: all.slice(0, told.length).map(({ after }) => after) };
}

/** What the state refuses does not follow: it was so already, or the alert is over. */
function follow(byId: Map<number, Happened>, { alert, event }: FollowUp): void {
  const known = byId.get(alert.id) ?? { before: alert, after: alert, events: [] };
  const after = apply(known.after, event);
  if (!isRefusal(after)) byId.set(alert.id, { ...known, after, events: [...known.events, event] });
}

function numbered({ after, events }: Happened): NewEvent[] {
  const first = after.seq - events.length + 1;
  return events.map((event, i) => ({ alertId: after.id, seq: first + i, event }));
}

/** Ids a notice: 400 of 16 digits stay below the bus's limit. */
const IDS_PER_NOTICE = 400;

async function announce(client: Client, ids: readonly number[]): Promise<void> {
  const notices: string[] = [];
  for (let i = 0; i < ids.length; i += IDS_PER_NOTICE) {
    notices.push(JSON.stringify({ ids: ids.slice(i, i + IDS_PER_NOTICE) }));
  }
  await publish(client, "alert", notices);
}

/**
 * One row of the audit for each kind of event, however many alerts: the log of each alert has its own. It names them
 * all, for they are at most as many as are written together.
 */
function entriesOf(happened: readonly Happened[]): NewAuditEntry[] {
  const told = happened.map(({ after, events: [event] }) => ({ id: after.id, event: event as AlertEvent }));
  return Object.values(Object.groupBy(told, ({ event }) => event.type)).flatMap(([first, ...others] = []) => {
    if (!first) return [];
    const entry = auditEntry(first.id, first.event);
    if (others.length === 0) return [entry];
    const alerts = [first, ...others].map(({ id }) => id);
    return [
      { ...entry, object: "alerts", detail: { ...(entry.detail as object), count: alerts.length, alerts } },
    ];
  });
}

async function auditAct(client: Client, alertId: number, event: AlertEvent): Promise<void> {
  await audit(client, auditEntry(alertId, event));
}

function auditEntry(alertId: number, { type, actor, at: _, ...detail }: AlertEvent): NewAuditEntry {
  return { actor, action: `alert.${type}`, object: `alert:${alertId}`, detail };
}

function keyOf({ ruleId, object }: { ruleId: string; object: string }): string {
  return `${ruleId} ${object}`;
}
