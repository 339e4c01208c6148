import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { testMessage } from "#lib/notify/message.ts";
import { insertLink } from "#lib/notify/sql/link.ts";
import { putOut } from "#lib/notify/sql/outbox.ts";
import { seedReachable } from "#lib/notify/testing.ts";
import notify from "./notify.ts";

const DAY = 86_400_000;
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db?.drop());

test("old links and settled messages go; what is younger, or not settled, stays", async () => {
  const now = Date.now();
  await seedReachable(db.pool, { id: "an", role: "duty" });
  for (const [i, days] of [31, 29].entries()) {
    const expiresAt = now - days * DAY;
    await insertLink(db.pool, {
      hash: Buffer.from([i]),
      notificationId: "x",
      userId: "an",
      alertIds: [1],
      expiresAt,
    });
  }
  const none = { alertId: null, alertIds: [], policyId: null, step: null, repeat: null, contactId: null };
  for (const id of ["old", "young", "waiting"])
    await putOut(db.pool, [
      {
        ...none,
        id,
        kind: "test",
        dueAt: now,
        channelId: "web-push",
        userId: "an",
        address: "x",
        message: testMessage("vi", "x"),
        state: "waiting",
        nextAt: now,
        giveUpAt: now,
      },
    ]);
  await db.pool.query("UPDATE notification SET state = 'sent', settled_at = now() WHERE id <> 'waiting'");
  await db.pool.query("UPDATE notification SET made_at = now() - interval '401 days' WHERE id <> 'young'");
  const context = { pool: db.pool, now: () => now, signal: new AbortController().signal };
  expect(await notify.run(context)).toBe("forgot 1 links, 1 messages");
  expect((await db.pool.query("SELECT id FROM notification ORDER BY id")).rows).toEqual([
    { id: "waiting" },
    { id: "young" },
  ]);
  expect(await notify.run(context)).toBeUndefined();
});
