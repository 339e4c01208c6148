import { afterAll, beforeAll, expect, test } from "vitest";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import traces from "./traces.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db?.drop());

test("what is settled and old goes; what is young, or still waits, stays", async () => {
  await upsertRule(db.pool, floodRule(await seedGauges(db.pool, 1)));
  await db.pool.query(
    `INSERT INTO escalation_task (alert_id, since_seq, policy_id, step, due_at, plan, state, settled_at, reason)
     VALUES (1, 1, 'x', 1, now(), '{}', 'cancelled', now() - interval '401 days', 'answered'),
       (2, 1, 'x', 1, now(), '{}', 'cancelled', now() - interval '399 days', 'answered'),
       (3, 1, 'x', 1, now() - interval '500 days', '{}', 'waiting', NULL, NULL)`,
  );
  await db.pool.query(
    `INSERT INTO missed_alarm (rule_id, object, since, until, after_s, priority, value)
     SELECT 'flood', 'series:' || d, now() - make_interval(days => d + 1), now() - make_interval(days => d), 0, 3, 7
     FROM unnest(ARRAY[399, 401]) d`,
  );
  await db.pool.query(
    `INSERT INTO change_trial (noun, hash, at, by, summary)
     SELECT 'rule', d, now() - make_interval(days => d), 'user:x', '{}' FROM unnest(ARRAY[29, 31]) d`,
  );
  const context = { pool: db.pool, now: () => Date.now(), signal: new AbortController().signal };
  expect(await traces.run(context)).toBe("forgot 1 of escalation_task, 1 of missed_alarm, 1 of change_trial");
  const left = await db.pool.query("SELECT alert_id FROM escalation_task ORDER BY 1");
  expect(left.rows).toEqual([{ alert_id: 2 }, { alert_id: 3 }]);
  expect((await db.pool.query("SELECT object FROM missed_alarm")).rows).toEqual([{ object: "series:399" }]);
  expect((await db.pool.query("SELECT hash FROM change_trial")).rows).toEqual([{ hash: "29" }]);
  expect(await traces.run(context)).toBeUndefined();
});
