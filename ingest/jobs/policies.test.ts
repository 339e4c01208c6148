import { afterAll, beforeAll, expect, test } from "vitest";
import type { Pool } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { isNeglected, type Policy, policies } from "#lib/retention/sql/policies.ts";
import job from "./policies.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db?.drop());

const NOW = Date.parse("2026-11-30T08:00:00Z");
const HALF_DAY = 43_200_000;
/** As TimescaleDB Community 2.29.2 answered beside PostgreSQL 17.12: one failing, one never run, one in order. */
const RECORDED: Policy[] = [
  {
    id: 1000,
    procedure: "policy_compression",
    table: "reading",
    status: "Failed",
    succeededAt: null,
    everyMs: HALF_DAY,
  },
  {
    id: 1001,
    procedure: "policy_compression",
    table: "position",
    status: null,
    succeededAt: null,
    everyMs: HALF_DAY,
  },
  {
    id: 1002,
    procedure: "policy_compression",
    table: "rollup_1m",
    status: "Success",
    succeededAt: NOW - 3_600_000,
    everyMs: HALF_DAY,
  },
];

function recorded(fails: boolean) {
  const said: string[] = [];
  const query = async (sql: string) => {
    said.push(sql);
    if (sql.includes("job_stats")) return { rows: RECORDED };
    if (fails && sql.startsWith("CALL")) throw new Error("cannot drop portal");
    return { rows: [{ mine: true }] };
  };
  const pool = { query, connect: async () => ({ query, release() {} }) } as unknown as Pool;
  const run = () => job.run({ pool, now: () => NOW, signal: new AbortController().signal });
  return { run, calls: () => said.filter((sql) => sql.startsWith("CALL")) };
}

test("what the server failed at, or never began, is run by us, and what it does is left to it", async () => {
  const { run, calls } = recorded(false);
  expect(await run()).toBe(
    "ran policy_compression of reading, policy_compression of position: the server had not",
  );
  expect(calls()).toEqual(["CALL run_job(1000)", "CALL run_job(1001)"]);
});

test("what fails by hand too is told, after the others had their turn", async () => {
  const { run, calls } = recorded(true);
  await expect(run()).rejects.toThrow("2 policies failed by hand too");
  expect(calls()).toHaveLength(2);
});

test("one that has not come to a good end for two of its periods is neglected", () => {
  const policy = RECORDED[2] as Policy;
  expect(isNeglected(policy, NOW)).toBe(false);
  expect(isNeglected(policy, NOW + 2 * HALF_DAY)).toBe(true);
});

test("the question is one that the server understands", async () => {
  expect(await policies(db.pool)).toEqual([]);
});
