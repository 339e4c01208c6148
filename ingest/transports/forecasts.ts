import { locate } from "#lib/asset/sql/locate.ts";
import type { Client } from "#lib/db/pool.ts";
import { isTransient, tx } from "#lib/db/tx.ts";
import type { Refusal } from "#lib/feed/model.ts";
import { addFeedCounts, addRefusalCounts, insertFeedErrors } from "#lib/feed/sql/write.ts";
import { type ForecastPoint, type Issue, issueSchema, wrongIssueTime } from "#lib/forecast/model.ts";
import { insertForecasts } from "#lib/forecast/sql.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { isPossible } from "#lib/metric/metric.ts";
import type { Run, Worker } from "../feeds/feed.ts";
import type { HttpAnswer } from "../http.ts";
import { parseJson, Unreadable } from "../wire/json.ts";
import { readBody } from "./http/body.ts";
import { AWAY, LARGEST_BODY, originOf, refuseEarly } from "./http.ts";

const MOST_ISSUES = 1_000;
const MOST_CALLS = 2;
/** A call with a thousand wrong issues is counted to the last, but kept only so often. */
const MOST_KEPT = 20;

type Refused = { index: number; reason: Refusal; detail: string };
type Found = { index: number; issue: Issue };

/**
 * Takes forecasts for one feed: an issue, or a list of issues, of series that are in the register whoever measures
 * them. Each call is one transaction, answered after its commit; an issue that is sent again changes nothing.
 */
export function startForecasts(run: Run): Worker {
  let calls = 0;
  const mounted = run.world.door.mount(
    run.feed.id,
    async (request) => {
      const early = refuseEarly(request, run);
      if (early) return early;
      if (calls >= MOST_CALLS)
        return { status: 429, body: { error: "too_many_calls" }, headers: { "retry-after": "1" } };
      calls++;
      try {
        const bytes = await readBody(request, LARGEST_BODY);
        if (bytes === undefined) return { status: 413, body: { error: "too_large" } };
        return await take(bytes, { run, origin: originOf(request) });
      } finally {
        calls--;
      }
    },
    "forecasts",
  );
  return {
    async stop() {
      mounted.unmount();
    },
  };
}

type Call = { run: Run; origin: string };

async function take(bytes: Buffer, call: Call): Promise<HttpAnswer> {
  const body = parseJson(bytes, bytes.length, LARGEST_BODY);
  if (body instanceof Unreadable) {
    return stored(call, [], [{ index: 0, reason: body.reason, detail: body.detail }], 400);
  }
  const items = Array.isArray(body) ? body : [body];
  if (items.length > MOST_ISSUES) return { status: 413, body: { error: `more than ${MOST_ISSUES} issues` } };
  const found: Found[] = [];
  const refused: Refused[] = [];
  for (const [index, item] of items.entries()) {
    const issue = readIssue(item, Date.now());
    if ("reason" in issue) refused.push({ index, ...issue });
    else found.push({ index, issue });
  }
  return stored(call, found, refused, 200);
}

/** What can be judged without the register. */
function readIssue(item: unknown, now: number): Issue | { reason: Refusal; detail: string } {
  const parsed = issueSchema.safeParse(item);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return { reason: "wrong_shape", detail: `${first?.path.join(".")}: ${first?.message}`.slice(0, 500) };
  }
  const issue = parsed.data;
  const metric = metricById(issue.metric);
  if (!metric) return { reason: "unknown_metric", detail: issue.metric };
  const wrong = wrongIssueTime(issue.issuedAt, now);
  if (wrong) return { reason: issue.issuedAt > now ? "clock_ahead" : "time_too_old", detail: wrong };
  const impossible = issue.points.find(({ value }) => !isPossible(metric, value));
  if (!impossible) return issue;
  const { min, max } = metric.range;
  return { reason: "impossible_value", detail: `${impossible.value}, possible ${min}…${max} ${metric.unit}` };
}

async function stored(
  call: Call,
  found: readonly Found[],
  refused: Refused[],
  status: number,
): Promise<HttpAnswer> {
  const { pool } = call.run.world;
  try {
    const counts = await tx(pool, (client) => store(client, call, { found, refused }));
    return { status, body: { ...counts, refused } };
  } catch (error) {
    if (isTransient(error)) return AWAY;
    throw error;
  }
}

async function store(
  client: Client,
  { run: { feed }, origin }: Call,
  { found, refused }: { found: readonly Found[]; refused: Refused[] },
): Promise<{ stored: number; duplicates: number }> {
  const spots = await locate(
    client,
    found.map(({ issue }) => issue.asset),
    found.map(({ issue }) => issue.metric),
  );
  const points: ForecastPoint[] = [];
  for (const [i, { index, issue }] of found.entries()) {
    const seriesId = spots[i]?.assetStatus === "retired" ? null : (spots[i]?.seriesId ?? null);
    if (seriesId === null)
      refused.push({ index, reason: "unknown_asset", detail: `${issue.asset} ${issue.metric}` });
    else points.push(...pointsOf(issue, { seriesId, source: feed.id, simulated: feed.simulated }));
  }
  const fresh = await insertForecasts(client, points);
  const duplicates = points.length - fresh;
  await count(client, feed.id, {
    received: points.length + refused.length,
    stored: fresh,
    duplicates,
    refused: refused.length,
  });
  await complain(client, feed.id, { refused, origin });
  return { stored: fresh, duplicates };
}

function pointsOf(
  { issuedAt, model, points }: Issue,
  of: Pick<ForecastPoint, "seriesId" | "source" | "simulated">,
): ForecastPoint[] {
  return points.map(({ at: validAt, value, low, high }) => ({
    ...of,
    issuedAt,
    model,
    validAt,
    value,
    low,
    high,
  }));
}

type Counts = { received: number; stored: number; duplicates: number; refused: number };

async function count(client: Client, feedId: string, counts: Counts): Promise<void> {
  await addFeedCounts(client, [{ feedId, corrected: 0, graded: 0, eventAt: null, ...counts }]);
}

async function complain(
  client: Client,
  feedId: string,
  { refused, origin }: { refused: readonly Refused[]; origin: string },
): Promise<void> {
  if (refused.length === 0) return;
  const kept = refused.slice(0, MOST_KEPT);
  await insertFeedErrors(
    client,
    kept.map(({ reason, detail }) => ({
      feedId,
      reason,
      detail: detail.toWellFormed(),
      origin,
      payload: null,
    })),
  );
  const byReason = Map.groupBy(refused, ({ reason }) => reason);
  await addRefusalCounts(
    client,
    [...byReason].map(([reason, all]) => ({ feedId, reason, count: all.length })),
  );
}
