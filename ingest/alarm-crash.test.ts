import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { type OwnCluster, ownCluster } from "#deploy/local/testing/throwaway.ts";
import { act } from "#lib/alert/act.ts";
import { fold } from "#lib/alert/apply.ts";
import { alertsByIds, eventsOf } from "#lib/alert/sql.ts";
import { response, seedPerson } from "#lib/alert/testing.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { isTransient, tx } from "#lib/db/tx.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { addFeed, addSeries, eventually, type IngestProcess, openPublisher, startIngest } from "./testing.ts";

const SERIES = 60;
const KILLS = 10;
const LIMIT = 100;
const EVERY_MS = 15;

let cluster: OwnCluster;
let broker: TestBroker;
let pool: Pool;
let ingest: IngestProcess;
let sink: Awaited<ReturnType<typeof openSink>>;

const start = () =>
  startIngest({
    DATABASE_URL: cluster.url,
    MQTT_URL: broker.url,
    LOG_LEVEL: "error",
    OUTGOING_LOOPBACK: "true",
    NOTIFY_TEST_KEY: "khoa-thu-nghiem-du-dai",
  });

beforeAll(async () => {
  [cluster, broker, sink] = await Promise.all([ownCluster(), testBroker(), openSink()]);
  pool = openPool(cluster.url, 4);
  ingest = await start();
  await addFeed(pool, { id: "storm" });
  await addSeries(pool, { feed: "storm", prefix: "s-", count: SERIES, metric: "sequence" });
  await seedPerson(pool, "truc", "Người trực");
  await pool.query(`UPDATE auth."user" SET role = 'duty'`);
  await upsertRule(pool, {
    id: "storm",
    kind: "threshold",
    nameVi: "Vượt ngưỡng",
    nameEn: "Above",
    params: { levels: [{ id: "cao", priority: 1, value: LIMIT }] },
    target: { metric: "sequence" },
    priority: 1,
    response,
  });
  await pool.query(
    `INSERT INTO notify_channel (id, kind, name_vi, name_en, config) VALUES ('sink', 'webhook', 'Thử', 'Test', $1)`,
    [JSON.stringify({ url: sink.url, secret: "NOTIFY_TEST_KEY" })],
  );
}, 120_000);

afterAll(async () => {
  await ingest?.kill();
  await pool?.end().catch(() => {});
  await Promise.all([cluster?.remove(), broker?.remove(), sink?.close()]);
});

const ask = async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
  (await pool.query<T>(sql, values)).rows;

test("kill -9 of ingest and database in a storm of alerts, acknowledgements and escalations loses none of them", {
  timeout: 240_000,
}, async () => {
  await eventually(async () => (await ask("SELECT FROM feed_status WHERE state = 'live'")).length === 1);
  const storm = await raiseAndReturn();
  const answers = acknowledgeAtRandom();
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(500 + Math.random() * 2_000);
    const both = Math.random() < 0.2;
    const database = both || Math.random() < 0.4;
    if (database) await cluster.kill();
    if (both || !database) await ingest.kill();
    await sleep(Math.random() * 800);
    if (database) await cluster.start();
    if (both || !database) ingest = await start();
  }
  const last = await storm.stop();
  const acknowledged = await answers.stop();

  await eventually(async () => (await standing()).join() === aboveIn(last).join(), 60_000);
  expect(acknowledged.length).toBeGreaterThan(10);
  const ids = (await ask<{ id: number }>("SELECT id FROM alert ORDER BY id")).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(SERIES / 2);
  // Every alert is the fold of its events, none is missing between them.
  for (const row of await alertsByIds(pool, ids)) {
    const events = await eventsOf(pool, row.id);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(row).toMatchObject({ ...fold(events), id: row.id });
  }
  // Whoever was told "acknowledged" is in the log.
  const logged = new Set(
    (
      await ask<{ at: string }>(
        "SELECT alert_id || ' ' || seq AS at FROM alert_event WHERE type = 'acknowledged'",
      )
    ).map(({ at }) => at),
  );
  expect(acknowledged.filter((one) => !logged.has(one))).toEqual([]);
  // Every crossing rang: a reading that is stored was judged with it.
  expect(await ask(UNRUNG)).toEqual([]);
  // Every ring that nobody answered at once was told; what went out is in the books, doubles bear one id.
  expect(await ask(UNPLANNED)).toEqual([]);
  await eventually(async () => (await ask(OUTSTANDING)).length === 0, 60_000);
  const sent = await ask<{ id: string; state: string }>("SELECT id, state FROM notification");
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.filter(({ id, state }) => state === "sent" && !sink.heard.has(id))).toEqual([]);
  const known = new Set(sent.map(({ id }) => id));
  expect([...sink.heard.keys()].filter((id) => !known.has(id))).toEqual([]);
  const doubles = [...sink.heard.values()].reduce((sum, times) => sum + times - 1, 0);
  console.log(
    `${ids.length} alerts, ${acknowledged.length} acknowledged, ${sent.length} told, ${doubles} of them twice`,
  );
});

/** Series whose stored readings crossed the limit more often than their alerts rang or counted. */
const UNRUNG = `
  WITH crossing AS (
    SELECT series_id, count(*) FILTER (WHERE above AND NOT coalesce(before, false)) AS times FROM (
      SELECT series_id, value >= ${LIMIT} AS above,
        lag(value >= ${LIMIT}) OVER (PARTITION BY series_id ORDER BY time) AS before FROM reading) r GROUP BY 1),
  rung AS (
    SELECT a.series_id, count(*) AS times FROM alert a JOIN alert_event e ON e.alert_id = a.id
    WHERE e.type IN ('raised', 'reactivated') GROUP BY 1)
  SELECT c.series_id, c.times AS crossed, r.times AS rung FROM crossing c LEFT JOIN rung r USING (series_id)
  WHERE c.times IS DISTINCT FROM coalesce(r.times, 0)`;

/** Rings without an escalation, but for those that were over, or outdone by a newer ring, in their own transaction. */
const UNPLANNED = `
  SELECT e.alert_id, e.seq, e.type FROM alert_event e
  WHERE e.type IN ('raised', 'reactivated', 'unacknowledged')
    AND NOT EXISTS (
      SELECT FROM alert_event l WHERE l.alert_id = e.alert_id AND l.seq > e.seq AND l.recorded_at = e.recorded_at
        AND l.type IN ('returned', 'reactivated'))
    AND NOT EXISTS (SELECT FROM escalation_task t WHERE t.alert_id = e.alert_id AND t.since_seq = e.seq)`;

/** What is due and neither done nor called off. */
const OUTSTANDING = `
  SELECT id::text FROM escalation_task WHERE state = 'waiting' AND due_at < now()
  UNION ALL SELECT id FROM notification WHERE state = 'waiting'`;

async function standing(): Promise<number[]> {
  const rows = await ask<{ key: string }>(
    `SELECT s.key FROM alert a JOIN asset s ON s.id = a.asset_id WHERE a.closed_at IS NULL AND a.process = 'active'`,
  );
  return rows.map(({ key }) => Number(key.slice(2))).sort((a, b) => a - b);
}

function aboveIn(last: readonly number[]): number[] {
  return last.flatMap((value, n) => (value >= LIMIT ? [n] : []));
}

/** Each series in turn goes above the limit and below it again; @returns what each said last, once acknowledged. */
async function raiseAndReturn() {
  const publisher = await openPublisher(await broker.addDevice("storm", ["storm"]));
  const last: number[] = Array.from({ length: SERIES }, () => 0);
  const sent: Promise<void>[] = [];
  let n = 0;
  const say = (series: number, value: number) => {
    last[series] = value;
    const payload = JSON.stringify({ v: value, t: Date.now() });
    sent.push(publisher.publish(`ioc/storm/s-${series}/sequence`, payload).catch(() => {}));
  };
  const timer = setInterval(() => {
    const series = n++ % SERIES;
    say(series, Math.random() < 0.5 ? LIMIT + 50 : LIMIT - 50);
  }, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(sent);
      await publisher.close();
      return last;
    },
  };
}

/** One duty person who takes what rings; @returns `alert seq` of each act that was answered with yes. */
function acknowledgeAtRandom() {
  const done: string[] = [];
  const who = { userId: "truc", role: "duty", agencyId: null } as const;
  let going = true;
  const loop = (async () => {
    while (going) {
      await sleep(30);
      try {
        const [one] = await ask<{ id: number; seq: number }>(
          "SELECT id, seq FROM alert WHERE response = 'unack' AND closed_at IS NULL ORDER BY random() LIMIT 1",
        );
        if (!one) continue;
        const order = {
          alertId: one.id,
          ask: { type: "acknowledge" } as const,
          who,
          now: Date.now(),
          seq: one.seq,
        };
        const outcome = await tx(pool, (client) => act(client, order));
        if (!("reason" in outcome)) done.push(`${one.id} ${outcome.seq}`);
      } catch (error) {
        if (!isTransient(error)) throw error;
      }
    }
  })();
  return {
    async stop() {
      going = false;
      await loop;
      return done;
    },
  };
}

/** Takes what channels send, and counts how often it heard each id. */
async function openSink() {
  const heard = new Map<string, number>();
  const server: Server = createServer((request, answer) => {
    const id = String(request.headers["x-haidang-id"]);
    heard.set(id, (heard.get(id) ?? 0) + 1);
    request.resume().on("end", () => answer.end("ok"));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise<void>((done) => void server.close(() => done())),
  };
}
