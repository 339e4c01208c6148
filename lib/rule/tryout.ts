import type { Client, Db, Pool } from "#lib/db/pool.ts";
import { localDay } from "#lib/i18n/format.ts";
import type { DatedThresholdSet } from "#lib/threshold/model.ts";
import { saveThresholdSet } from "#lib/threshold/sql.ts";
import type { RuleContent } from "./check.ts";
import { ruleKindById } from "./kinds/catalog.ts";
import type { AnyKind } from "./kinds/kind.ts";
import { aimsAtSeries, type Rule } from "./model.ts";
import { isSame, TRIAL_SPAN_MS, type TrialSummary } from "./proposal.ts";
import { type AimSeries, allAims } from "./sql/aim.ts";
import { keepTrial } from "./sql/proposal.ts";
import { allRules } from "./sql.ts";
import type { TrialAlert, TrialResult, TrialWish } from "./trial/model.ts";
import { canTry, trial } from "./trial.ts";

export type TryWish = Pick<TrialWish, "now" | "signal" | "onProgress"> & { days: number; by: string };
export type TriedAlert = TrialAlert & { ruleId: string };
export type Tried = Omit<TrialResult, "alerts"> & { alerts: TriedAlert[]; summary: TrialSummary };

const DAY_MS = 86_400_000;

/** Tries a rule as it is proposed, and keeps the outcome for the one who approves. */
export async function tryRule(pool: Pool, content: RuleContent, wish: TryWish): Promise<Tried> {
  const span = spanOf(wish);
  const result = await trial(pool, { ...content, version: 0 }, { ...span, ...hooks(wish) });
  const tried = finish([{ ruleId: content.id, result }], { ...span, by: wish.by });
  await keepTrial(pool, "rule", content, tried.summary);
  return tried;
}

/** Tries the rules that ask these limits, as if they held already: written, judged by, and taken back. */
export async function tryThreshold(pool: Pool, set: DatedThresholdSet, wish: TryWish): Promise<Tried> {
  const span = spanOf(wish);
  const results = await withoutTrace(pool, async (client) => {
    await saveThresholdSet(client, set);
    const rules = await rulesUnder(client, set);
    const done: { ruleId: string; result: TrialResult }[] = [];
    for (const [index, rule] of rules.entries()) {
      const onProgress = (n: number, of: number) => wish.onProgress?.(index * of + n, rules.length * of);
      done.push({
        ruleId: rule.id,
        result: await trial(client, rule, { ...span, ...hooks(wish), onProgress }),
      });
    }
    return done;
  });
  const tried = finish(results, { ...span, by: wish.by });
  await keepTrial(pool, "threshold", { ...set }, tried.summary);
  return tried;
}

/** The rules in force that judge series by these limits, each aimed at no more than those series. */
async function rulesUnder(db: Db, set: DatedThresholdSet): Promise<Rule[]> {
  const concerned = await seriesUnder(db, set);
  return (await allRules(db)).flatMap((rule) => {
    const kind = ruleKindById(rule.kind);
    if (!rule.enabled || !kind || !canTry(kind.over) || !asks(kind, rule, set)) return [];
    const series = concerned.filter((s) => aimsAtSeries(rule.target, s));
    const [first, ...rest] = series.map((s) => s.seriesId);
    return first === undefined ? [] : [{ ...rule, target: { series: [first, ...rest] } }];
  });
}

/** Whether the rule judges otherwise with these limits than with none. */
function asks(kind: AnyKind, { params, priority }: Rule, { levels }: DatedThresholdSet): boolean {
  const parsed = kind.schema.safeParse(params);
  if (!parsed.success) return false;
  const ready = (given: DatedThresholdSet["levels"]) =>
    kind.ready(parsed.data, { levels: given, priority, periodMs: 60_000 });
  return !isSame(ready(levels), ready([]));
}

async function seriesUnder(
  db: Db,
  of: Pick<DatedThresholdSet, "assetId" | "metricId">,
): Promise<AimSeries[]> {
  const { series } = await allAims(db);
  if (of.assetId === null) return series.filter((s) => s.metricId === of.metricId);
  const { rows } = await db.query<{ key: string }>("SELECT key FROM asset WHERE id = $1", [of.assetId]);
  return series.filter((s) => s.metricId === of.metricId && s.assetKey === rows[0]?.key);
}

/** Runs `work` in a transaction that is always taken back. */
async function withoutTrace<T>(pool: Pool, work: (db: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    return await work(oneByOne(client));
  } finally {
    await client.query("ROLLBACK").catch((cause: Error) => {
      broken = cause;
    });
    client.release(broken);
  }
}

/** A connection answers one question at a time; who asks two at once waits for the first. */
function oneByOne(client: Client): Db {
  let last: Promise<unknown> = Promise.resolve();
  const query = (...question: Parameters<typeof client.query>) => {
    const answer = last.then(() => client.query(...question));
    last = answer.catch(() => {});
    return answer;
  };
  return { query: query as unknown as Db["query"] };
}

function spanOf({ now, days }: TryWish): { from: number; to: number; now: number } {
  return { from: now - Math.min(days * DAY_MS, TRIAL_SPAN_MS), to: now, now };
}

function hooks({ signal, onProgress }: TryWish): Pick<TrialWish, "signal" | "onProgress"> {
  return { signal, onProgress };
}

type Span = { from: number; to: number; now: number; by: string };

function finish(results: { ruleId: string; result: TrialResult }[], { from, to, now, by }: Span): Tried {
  const alerts = results.flatMap(({ ruleId, result }) =>
    result.alerts.map((alert) => ({ ...alert, ruleId })),
  );
  alerts.sort((a, b) => a.raisedAt - b.raisedAt);
  const sum = (of: (result: TrialResult) => number) => results.reduce((n, { result }) => n + of(result), 0);
  const count = sum((r) => r.count);
  const objects = sum((r) => r.objects);
  const truncated = results.some(({ result }) => result.truncated);
  const summary: TrialSummary = {
    at: now,
    by,
    from,
    to,
    objects,
    alerts: count,
    truncated,
    byPriority: tally(alerts.map((a) => String(a.priority))),
    perDay: tally(alerts.map((a) => localDay(a.raisedAt))),
  };
  return {
    alerts,
    count,
    objects,
    readings: sum((r) => r.readings),
    truncated,
    skipped: skips(results),
    summary,
  };
}

function skips(results: { result: TrialResult }[]): TrialResult["skipped"] {
  const total = new Map<TrialResult["skipped"][number]["reason"], number>();
  for (const { reason, count } of results.flatMap((r) => r.result.skipped))
    total.set(reason, (total.get(reason) ?? 0) + count);
  return [...total].map(([reason, count]) => ({ reason, count }));
}

function tally(keys: readonly string[]): { [key: string]: number } {
  const counts: { [key: string]: number } = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
