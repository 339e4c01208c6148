import { record as audit } from "#lib/audit/sql.ts";
import { publish } from "#lib/db/bus.ts";
import type { Client } from "#lib/db/pool.ts";
import { apply } from "./apply.ts";
import { type AlertEvent, type Happening, isRefusal, type Refusal } from "./event.ts";
import type { Actor, Alert } from "./model.ts";
import { reconcile, type Signal } from "./reconcile.ts";
import {
  insertAlerts,
  insertEvents,
  lockAlert,
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
  await write(client, [{ alertId: alert.id, seq: next.seq, event }], [next]);
  if (entry.actor.startsWith("user:")) await auditAct(client, alert.id, event);
  return next;
}

/** Writes what rules say, folding it into the open alerts. @returns the ids of the alerts that changed. */
export async function recordSignals(
  client: Client,
  signals: readonly Signal[],
  tries = 3,
): Promise<number[]> {
  if (signals.length === 0) return [];
  if (tries === 0)
    throw new Error(`alert of ${keyOf((signals[0] as Signal).origin)}: neither there nor to be made`);
  const standing = new Map(
    (
      await lockOpen(
        client,
        signals.map((s) => s.origin),
      )
    ).map((a) => [keyOf(a), a]),
  );
  const stories = signals.map((signal) => tell(standing.get(keyOf(signal.origin)) ?? null, signal));
  const begun = stories.filter((story) => story.alert?.id === 0);
  const ids =
    begun.length > 0
      ? await insertAlerts(
          client,
          begun.flatMap((s) => s.alert ?? []),
        )
      : [];
  const idOf = new Map(ids.map((row) => [keyOf(row), row.id]));
  const events: NewEvent[] = [];
  const changed: Alert[] = [];
  const beaten: Signal[] = [];
  for (const { signal, alert, news } of stories) {
    if (!alert || news.length === 0) continue;
    const alertId = alert.id || idOf.get(keyOf(alert));
    if (alertId === undefined) {
      beaten.push(signal);
      continue;
    }
    for (const [i, event] of news.entries())
      events.push({ alertId, seq: alert.seq - news.length + 1 + i, event });
    changed.push({ ...alert, id: alertId });
  }
  await write(
    client,
    events,
    changed.filter((a) => !idOf.has(keyOf(a))),
    changed,
  );
  // Another process began the same alert between our look and our insert; its row is there to be locked now.
  return [...changed.map((a) => a.id), ...(await recordSignals(client, beaten, tries - 1))];
}

/** Does what the clock has in store: re-arm, time-outs, ends of shelves. @returns how many alerts were looked at. */
export async function recordDue(client: Client, now: number, limit = 500): Promise<number> {
  const alerts = await lockDue(client, now, limit);
  const events: NewEvent[] = [];
  const changed: Alert[] = [];
  for (const alert of alerts) {
    const due = dueOf(alert);
    if (!due || due.at > now) continue;
    const event: AlertEvent = { ...due.change, at: now, actor: "job:alert-clock" };
    const next = apply(alert, event);
    if (isRefusal(next))
      throw new Error(`alert ${alert.id}: the clock may not ${event.type}: ${next.reason}`);
    events.push({ alertId: alert.id, seq: next.seq, event });
    changed.push(next);
  }
  await write(client, events, changed);
  return alerts.length;
}

type Story = { signal: Signal; alert: Alert | null; news: AlertEvent[] };

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
  return { signal, alert, news };
}

/** `updated`: alerts whose row exists; `all`: those and the new ones, for the notice. */
async function write(client: Client, events: NewEvent[], updated: Alert[], all = updated): Promise<void> {
  if (events.length === 0) return;
  await updateAlerts(client, updated);
  await insertEvents(client, events);
  await announce(
    client,
    all.map((a) => a.id),
  );
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

async function auditAct(client: Client, alertId: number, event: AlertEvent): Promise<void> {
  const { type, actor, at: _, ...detail } = event;
  await audit(client, { actor, action: `alert.${type}`, object: `alert:${alertId}`, detail });
}

function keyOf({ ruleId, object }: { ruleId: string; object: string }): string {
  return `${ruleId} ${object}`;
}
