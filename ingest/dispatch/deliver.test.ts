import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { alertsByIds } from "#lib/alert/sql.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { type Stage, stageOf } from "#lib/escalation/testing.ts";
import { alertMessage, testMessage, verifyMessage } from "#lib/notify/message.ts";
import { GIVE_UP_MS, type NotificationKind } from "#lib/notify/model.ts";
import { linkByHash } from "#lib/notify/sql/link.ts";
import { deliveryStats, notificationById, retryNow } from "#lib/notify/sql/log.ts";
import { claim, dropAnswered, dropGone, putOut } from "#lib/notify/sql/outbox.ts";
import { channelHealth, contactsOf, verifyCode } from "#lib/notify/sql.ts";
import { seedChannel, seedReachable } from "#lib/notify/testing.ts";
import { type Gate, openGate } from "#lib/outgoing/gate.ts";
import { codeHash, hashToken } from "#lib/user/token.ts";
import { deliver, type Post } from "./deliver.ts";
import { digestDue } from "./digest.ts";

const S = 1_000;
let db: TestDatabase;
let stage: Stage;
let server: Server;
let status = 200;
let repeats = false;
let inner = false;
let bodies: string[] = [];
let now: number;
let post: Post;

beforeAll(async () => {
  db = await testDatabase();
  stage = await stageOf(db.pool, 2);
  server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    bodies.push(Buffer.concat(parts).toString());
    response.writeHead(status).end(repeats ? decodeURIComponent(bodies.at(-1) ?? "") : "trả lời");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const body = '{"to":"{phone}","text":"{text}"}';
  await seedChannel(db.pool, {
    id: "sms",
    kind: "sms-http",
    config: { url, body, most: 400 },
  });
  await seedReachable(db.pool, { id: "an", role: "duty", channels: ["sms"] });
});
afterAll(async () => {
  server?.close();
  await db?.drop();
});
beforeEach(async () => {
  await stage.clear();
  await db.pool.query("UPDATE notify_channel SET failures = 0, last_error = NULL");
  status = 200;
  repeats = false;
  bodies = [];
  now = Date.now();
  const publicUrl = "https://dieu-hanh.example.vn";
  inner = false;
  const gate = openGate({ allow: [], loopback: true });
  // The server runs on this machine and stands for one outside, unless a test says otherwise.
  const request: Gate["request"] = async (out) => ({ ...(await gate.request(out)), inner });
  const tools = { secret: () => "x", ...gate, request, vapidKey: undefined, publicUrl };
  post = { pool: db.pool, now: () => now, random: () => 1, tools };
});

async function put(id: string, kind: NotificationKind = "test", alertIds: number[] = []): Promise<void> {
  const [contact] = await contactsOf(db.pool, "an");
  const rows = await alertsByIds(db.pool, alertIds);
  await putOut(db.pool, [
    {
      id,
      kind,
      dueAt: now,
      alertId: alertIds[0] ?? null,
      alertIds,
      policyId: null,
      step: null,
      repeat: null,
      channelId: "sms",
      contactId: contact?.id ?? null,
      userId: "an",
      address: "0912345678",
      message:
        kind === "alert"
          ? alertMessage(rows, "vi")
          : kind === "verify"
            ? verifyMessage("vi")
            : testMessage("vi", "x"),
      state: "waiting",
      nextAt: now,
      giveUpAt: now + GIVE_UP_MS[kind],
    },
  ]);
}
const take = () => claim(db.pool, { now, leaseMs: 30 * S, limit: 10, perChannel: 4, busy: [] });
async function round(): Promise<number> {
  const claimed = await take();
  for (const message of claimed) await deliver(message, post);
  return claimed.length;
}
const shown = (id: string) => notificationById(db.pool, id);

test("what is delivered is sent, with its attempt", async () => {
  await put("a");
  expect(await round()).toBe(1);
  expect(await shown("a")).toMatchObject({
    state: "sent",
    attempts: [{ n: 1, outcome: "sent", code: "200", excerpt: "trả lời" }],
  });
  expect(await round()).toBe(0);
});

test("what failed comes again later and later, is given up in time, and says so", async () => {
  status = 503;
  await put("a");
  const waits: number[] = [];
  for (let n = 0; n < 20 && (await shown("a"))?.state === "waiting"; n++) {
    expect(await round()).toBe(1);
    const next = (await shown("a"))?.nextAt;
    if (next) waits.push(Math.round((next - now) / S));
    now = next ?? now;
  }
  expect(waits).toEqual([5, 10, 20]);
  expect(await shown("a")).toMatchObject({ state: "failed", reason: "gave_up" });
  expect((await shown("a"))?.attempts.map((a) => a.outcome)).toEqual(Array(4).fill("failed"));
  expect((await channelHealth(db.pool)).find((c) => c.id === "sms")).toMatchObject({ failures: 4 });
  status = 200;
  expect(await retryNow(db.pool, "a", now, 60 * S)).toBe(true);
  await round();
  expect(await shown("a")).toMatchObject({ state: "sent", attempts: { length: 5 } });
  expect((await channelHealth(db.pool)).find((c) => c.id === "sms")).toMatchObject({ failures: 0 });
});

test("what one address refused is not tried again and says nothing of the channel", async () => {
  status = 400;
  await put("a");
  await round();
  expect(await shown("a")).toMatchObject({
    state: "failed",
    reason: "refused",
    attempts: [{ outcome: "refused" }],
  });
  expect((await channelHealth(db.pool)).find((c) => c.id === "sms")).toMatchObject({ failures: 0 });
});

test("a lease keeps others off until it has run out; then the next sends again, under the same id", async () => {
  await put("a");
  expect(await take()).toHaveLength(1);
  expect(await take()).toHaveLength(0);
  now += 31 * S;
  const [again] = await take();
  expect(again?.id).toBe("a");
  const many = await Promise.all([take(), take(), take()]);
  expect(many.flat()).toHaveLength(0);
});

test("a slow channel holds up no other: it has so many under way and no more", async () => {
  for (let n = 0; n < 8; n++) await put(`a${n}`);
  expect(await take()).toHaveLength(4);
  expect(await claim(db.pool, { now, leaseMs: S, limit: 9, perChannel: 4, busy: ["sms"] })).toHaveLength(0);
});

test("an alert's message carries a link of its own, of which only the hash is kept", async () => {
  const id = await stage.say(0, stage.raised(now, 1));
  await put("a", "alert", [id]);
  await round();
  const token = /\/ack\/([\w-]{22})"/.exec(bodies[0] ?? "")?.[1] as string;
  expect(await linkByHash(db.pool, hashToken(token))).toMatchObject({
    userId: "an",
    alertIds: [id],
    usedAt: null,
  });
  const { rows } = await db.pool.query("SELECT * FROM ack_link, notification");
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(await deliveryStats(db.pool, now - S, now + 60 * S)).toMatchObject([
    { channelId: "sms", sent: 1, failed: 0, attempts: 1, p95Ms: expect.any(Number) },
  ]);
});

test("a message of what was answered meanwhile is dropped", async () => {
  const id = await stage.say(0, stage.raised(now, 1));
  await put("a", "alert", [id]);
  expect(await dropAnswered(db.pool, now)).toBe(0);
  await stage.act(id, { type: "acknowledged", at: now });
  expect(await dropAnswered(db.pool, now)).toBe(1);
  expect(await shown("a")).toMatchObject({ state: "cancelled", reason: "answered" });
});

test("a code is made as it goes out, and good for its address", async () => {
  await put("a", "verify");
  await round();
  const code = /Ma: (\d{6})/.exec(bodies[0] ?? "")?.[1] as string;
  const [contact] = await contactsOf(db.pool, "an");
  const id = contact?.id as number;
  const check = (guess: string) => verifyCode(db.pool, { userId: "an", id, hash: codeHash(id, guess), now });
  expect(await check(code === "000000" ? "111111" : "000000")).toBe(false);
  expect(await check(code)).toBe(true);
  const { rows } = await db.pool.query("SELECT * FROM notification, notify_contact");
  expect(JSON.stringify(rows)).not.toContain(code);
});

test.each([200, 503])(
  "what a server repeats of keys, codes and links is shown to nobody (%s)",
  async (answered) => {
    const { rows: before } = await db.pool.query("SELECT config FROM notify_channel WHERE id = 'sms'");
    const body = "khoa={secret} {phone} {text}";
    await db.pool.query("UPDATE notify_channel SET config = config || $1 WHERE id = 'sms'", [
      { body, secret: "NOTIFY_SMS_KEY", contentType: "application/x-www-form-urlencoded" },
    ]);
    const key = 'mật "khẩu" & dài';
    post = { ...post, tools: { ...post.tools, secret: () => key } };
    repeats = true;
    status = answered;
    const alert = await stage.say(0, stage.raised(now, 1));
    await put("a", "alert", [alert]);
    await put("b", "verify");
    await round();
    expect(bodies).toHaveLength(2);
    const sent = bodies.map((one) => decodeURIComponent(one)).join("\n");
    const [code, link] = [
      /Ma: (\d{6})/.exec(sent)?.[1] as string,
      /\/ack\/[\w-]{22}/.exec(sent)?.[0] as string,
    ];
    const { rows } = await db.pool.query("SELECT excerpt FROM notification_attempt");
    const { rows: channels } = await db.pool.query("SELECT last_error FROM notify_channel");
    const kept = JSON.stringify([
      ...rows.map((row) => row.excerpt),
      ...channels.map((row) => row.last_error),
    ]);
    expect(kept).toContain("khoa=•••");
    for (const secret of [JSON.stringify(key).slice(1, -1), code, link, "912345678"]) {
      expect(secret).toBeTruthy();
      expect(kept).not.toContain(secret);
    }
    await db.pool.query("UPDATE notify_channel SET config = $1 WHERE id = 'sms'", [before[0].config]);
  },
);

test.each([
  ["barred", `UPDATE auth."user" SET banned = true WHERE id = 'an'`],
  ["without the address", "UPDATE notify_contact SET enabled = false WHERE user_id = 'an'"],
])("who is %s by now is told nothing more", async (_, how) => {
  status = 503;
  const alert = await stage.say(0, stage.raised(now, 1));
  await put("a", "alert", [alert]);
  await round();
  await put("b", "alert", [alert]);
  await db.pool.query("UPDATE notification SET state = 'held' WHERE id = 'b'");
  await db.pool.query(how);
  now += 60 * S;
  bodies = [];
  expect(await dropGone(db.pool, now)).toBe(2);
  expect(await round()).toBe(0);
  expect(await digestDue(db.pool, now)).toBe(0);
  expect(bodies).toEqual([]);
  for (const id of ["a", "b"])
    expect(await shown(id)).toMatchObject({ state: "cancelled", reason: "address_gone" });
  await db.pool.query(`UPDATE auth."user" SET banned = false; UPDATE notify_contact SET enabled = true`);
});

test("what a host inside answered, and what went wrong there, is kept for nobody to read", async () => {
  inner = true;
  await put("a");
  await round();
  expect(await shown("a")).toMatchObject({ state: "sent", attempts: [{ code: "200", excerpt: null }] });
  status = 400;
  await put("b");
  await round();
  expect(await shown("b")).toMatchObject({ attempts: [{ outcome: "refused", code: "400" }] });
  status = 503;
  await put("c");
  await round();
  expect(await shown("c")).toMatchObject({ attempts: [{ outcome: "failed", code: "503" }] });
  const [health] = await channelHealth(db.pool);
  expect(health?.lastError).toContain("503");
  expect(JSON.stringify([await shown("b"), await shown("c"), health])).not.toContain("trả lời");
});

test("a channel that an administrator had let inside keeps its settings, and not that one", async () => {
  const file = new URL("../../lib/db/migrations/000131_channel_reach.sql", import.meta.url);
  await db.pool.query(`UPDATE notify_channel SET config = config || '{"allowInner":true}' WHERE id = 'sms'`);
  await put("a");
  await round();
  expect(await shown("a")).toMatchObject({ attempts: [{ code: "bad_config" }] });
  await db.pool.query(await readFile(file, "utf8"));
  now += 60 * S;
  await round();
  expect(await shown("a")).toMatchObject({ state: "sent" });
});

test("a channel that is gone, or set up wrongly, is said to be", async () => {
  await put("a");
  await db.pool.query("UPDATE notification SET channel_id = 'khong-con'");
  await round();
  expect(await shown("a")).toMatchObject({ state: "failed", reason: "channel_gone" });
  await put("b");
  await db.pool.query("UPDATE notify_channel SET config = config - 'url' WHERE id = 'sms'");
  await round();
  expect(await shown("b")).toMatchObject({
    state: "waiting",
    attempts: [{ outcome: "failed", code: "bad_config" }],
  });
});
