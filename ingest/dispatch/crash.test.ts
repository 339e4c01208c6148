import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { type Stage, stageOf } from "#lib/escalation/testing.ts";
import { deliveryStats } from "#lib/notify/sql/log.ts";
import { channelHealth, saveChannel } from "#lib/notify/sql.ts";
import { DELIVERY_FEED, watchChannels } from "#lib/notify/watch.ts";
import { eventually, type IngestProcess, startIngest } from "../testing.ts";

const KILLS = 5;
const ALERTS = 60;

let db: TestDatabase;
let stage: Stage;
let ingest: IngestProcess;
let sink: http.Server;
/** Ids as they came in, doubles too, with what they said. */
let heard: { id: string; alertIds: number[] }[] = [];
let broken = false;

const start = () =>
  startIngest({
    DATABASE_URL: db.url,
    NOTIFY_WEBHOOK_KEY: "khoa",
    OUTGOING_LOOPBACK: "true",
    LOG_LEVEL: "warn",
    MQTT_URL: "",
  });

beforeAll(async () => {
  db = await testDatabase();
  stage = await stageOf(db.pool, ALERTS);
  sink = http.createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (broken || Math.random() < 0.05) return void response.writeHead(503).end("busy");
    heard.push(JSON.parse(Buffer.concat(parts).toString()));
    // A kill in here: it was heard, and nobody wrote that down.
    await sleep(Math.random() * 60);
    response.end("ok");
  });
  await new Promise<void>((done) => sink.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/hook`;
  await saveChannel(db.pool, {
    id: "hook",
    kind: "webhook",
    nameVi: "Trung tâm",
    nameEn: "Centre",
    config: { url, secret: "NOTIFY_WEBHOOK_KEY" },
    enabled: true,
  });
  ingest = await start();
}, 120_000);

afterAll(async () => {
  await ingest?.kill();
  sink?.closeAllConnections();
  sink?.close();
  await db?.drop();
});

const settled = async () =>
  (await db.pool.query("SELECT count(*)::int AS n FROM notification WHERE state = 'waiting'")).rows[0].n ===
    0 &&
  (
    await db.pool.query(
      "SELECT count(*)::int AS n FROM escalation_task WHERE state = 'waiting' AND due_at <= now()",
    )
  ).rows[0].n === 0;

test("kill -9 of the dispatcher at any moment: nothing is missing, doubles bear the same id", {
  timeout: 240_000,
}, async () => {
  const raising = (async () => {
    for (let n = 0; n < ALERTS; n++) {
      await stage.say(n, stage.raised(Date.now(), 1));
      await sleep(100);
    }
  })();
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(300 + Math.random() * 1_200);
    await ingest.kill();
    ingest = await start();
  }
  await raising;
  // What was being sent at a kill is free again when its lease has run out.
  await eventually(settled, 120_000);

  const { rows: sent } = await db.pool.query<{ id: string; ids: number[] }>(
    "SELECT id, to_jsonb(alert_ids) AS ids FROM notification WHERE kind = 'alert'",
  );
  const { rows: tasks } = await db.pool.query(
    "SELECT alert_id FROM escalation_task WHERE step = 1 AND repeat = 0 AND state = 'done' AND told = 1",
  );
  expect(new Set(tasks.map((row) => row.alert_id)).size).toBe(ALERTS);
  expect(new Set(sent.flatMap((row) => row.ids)).size).toBe(ALERTS);
  expect(new Set(heard.map((one) => one.id))).toEqual(new Set(sent.map((row) => row.id)));
  const byId = new Map(sent.map((row) => [row.id, row.ids]));
  for (const { id, alertIds } of heard) expect(alertIds).toEqual(byId.get(id));
  const { rows: states } = await db.pool.query(
    "SELECT DISTINCT state FROM notification WHERE kind = 'alert'",
  );
  expect(states).toEqual([{ state: "sent" }]);
  const [stats] = await deliveryStats(db.pool, 0, Date.now() + 60_000);
  console.log(`${KILLS} kills: ${sent.length} messages, ${heard.length - sent.length} doubles`, stats);
  expect(stats).toMatchObject({ channelId: "hook", sent: sent.length, failed: 0 });
});

test("a dead channel raises an alert of its own, which returns when it delivers again", {
  timeout: 120_000,
}, async () => {
  await watchChannels(db.pool);
  await db.pool.query("UPDATE feed SET config = '{\"everyS\": 1}' WHERE id = $1", [DELIVERY_FEED]);
  await eventually(
    async () => (await db.pool.query("SELECT FROM latest WHERE value = 0")).rows.length > 0,
    40_000,
  );
  broken = true;
  heard = [];
  await db.pool.query("TRUNCATE alert_event, alert");
  await stage.say(0, stage.raised(Date.now(), 1));
  const own = async () =>
    (
      await db.pool.query(
        `SELECT a.process, a.priority, s.name_vi AS name, r.response->>'action' AS action FROM alert a
         JOIN asset s ON s.id = a.asset_id JOIN rule r ON r.id = a.rule_id WHERE a.rule_id = 'kenh-thong-bao-hong'`,
      )
    ).rows[0];
  await eventually(async () => (await own())?.process === "active", 60_000);
  expect(await own()).toMatchObject({
    priority: 2,
    name: "Trung tâm",
    action: expect.stringContaining("Gửi thử"),
  });
  expect((await channelHealth(db.pool)).find((one) => one.id === "hook")).toMatchObject({
    failures: expect.any(Number),
    lastError: expect.stringContaining("503"),
  });
  broken = false;
  await db.pool.query("UPDATE notification SET next_at = now() WHERE state = 'waiting'");
  await eventually(async () => (await own())?.process === "returned", 40_000);
  expect(heard.length).toBeGreaterThan(0);
});
