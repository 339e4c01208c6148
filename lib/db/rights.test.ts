import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPool, type Pool } from "./pool.ts";
import { type TestDatabase, testDatabase } from "./testing.ts";

/** What the web account may do with each table that is not named below: insert, delete, select, update. */
const WRITES = "adrw";
/** Written by ingest and the maker of backups alone. */
const READS =
  "migration reading reading_correction position latest_position record record_version record_count rollup_1m " +
  "rollup_1h rollup_1d rollup_dirty rollup_progress rollup_state forecast feed_error feed_error_count feed_session " +
  "metric missed_alarm season_band demo_mark backup backup_watch write_mark ingest_process feed_lease";
/** Logs: added to, never changed. */
const ADDS =
  "audit alert_event incident_event cap_message change_trial rule_version threshold_version handover_check " +
  "handover_signature duty_order_event";
/** Kept from it: who reads these may speak as an ingest process. */
const NOTHING = "feed_door";

let db: TestDatabase;
let web: Pool;
beforeAll(async () => {
  db = await testDatabase();
  web = openPool(db.webUrl, 1);
});
afterAll(async () => {
  await web?.end();
  await db?.drop();
});

type Right = { name: string; grantee: string; rights: string };
const LETTERS = `CASE privilege_type WHEN 'SELECT' THEN 'r' WHEN 'INSERT' THEN 'a' WHEN 'UPDATE' THEN 'w'
  WHEN 'DELETE' THEN 'd' ELSE privilege_type || ' ' END`;

/** Of everything in our schemas that rights can be given on, who has which; owners left out. */
async function rightsOn(kinds: string): Promise<Right[]> {
  const { rows } = await db.pool.query<Right>(
    `SELECT c.relname AS name, coalesce(r.rolname, 'PUBLIC') AS grantee, string_agg(${LETTERS}, '' ORDER BY ${LETTERS}) AS rights
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) acl
     LEFT JOIN pg_roles r ON r.oid = acl.grantee
     WHERE n.nspname IN ('public', 'auth') AND c.relkind = ANY ($1) AND acl.grantee <> c.relowner
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [kinds.split("")],
  );
  return rows;
}

describe("the web account", () => {
  test("has these rights on the tables, and nobody else but the owner has any", async () => {
    const { rows: tables } = await db.pool.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('public', 'auth') AND c.relkind IN ('r', 'p') ORDER BY 1`,
    );
    const lists = [
      [READS, "r"],
      [ADDS, "ar"],
      [NOTHING, ""],
    ] as const;
    const rightsOf = (table: string) =>
      lists.find(([list]) => list.split(" ").includes(table))?.[1] ?? WRITES;
    const wanted = tables
      .map(({ name }) => ({ name, grantee: "haidang_web", rights: rightsOf(name) }))
      .filter(({ rights }) => rights);
    expect(tables.length).toBeGreaterThan(70);
    expect(await rightsOn("rp")).toEqual(wanted);
  });

  test("draws numbers from sequences and owns nothing", async () => {
    expect(new Set((await rightsOn("S")).map(({ grantee, rights }) => `${grantee} ${rights}`))).toEqual(
      new Set(["haidang_web USAGE r"]),
    );
    const { rows } = await db.pool.query(
      `SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
         (SELECT count(*)::int FROM pg_shdepend d WHERE d.refobjid = r.oid AND d.deptype = 'o') AS owns,
         (SELECT count(*)::int FROM pg_auth_members m WHERE m.member = r.oid) AS "memberOf"
       FROM pg_roles r WHERE rolname IN ('haidang_web', 'haidang') ORDER BY 1 DESC`,
    );
    const plain = { rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false };
    expect(rows[0]).toEqual({ rolname: "haidang_web", ...plain, rolbypassrls: false, owns: 0, memberOf: 0 });
    expect(rows[1]).toMatchObject({ rolname: "haidang", ...plain, rolbypassrls: false, memberOf: 0 });
  });

  test("changes no reading and no log, and does not forget which migrations ran", async () => {
    for (const sql of [
      "DELETE FROM migration",
      "INSERT INTO migration (id, sum) VALUES ('x', 'y')",
      "DELETE FROM reading",
      "UPDATE audit SET actor = 'user:other'",
      "DELETE FROM alert_event",
      "DELETE FROM cap_message",
      "CREATE TABLE mine (n int)",
      "CREATE SCHEMA mine",
      "TRUNCATE alert",
      "SET ROLE haidang",
    ])
      await expect(web.query(sql), sql).rejects.toThrow(/permission denied|must be owner/);
  });

  test("reads no file of the server and runs no program on it", async () => {
    for (const sql of [
      "SELECT pg_read_file('postgresql.conf')",
      "COPY setting TO PROGRAM 'cat'",
      "SELECT * FROM pg_authid",
      "SELECT lo_import('/etc/passwd')",
    ])
      await expect(web.query(sql), sql).rejects.toThrow(/permission denied/);
  });
});
