import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { seedPerson } from "../alert/testing.ts";
import { onDuty } from "./sql.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await seedPerson(db.pool, "an", "An");
  await seedPerson(db.pool, "binh", "Bình");
  await seedPerson(db.pool, "chi", "Chi");
  await shift("2026-11-28T15:00:00Z", "2026-11-28T23:00:00Z", { binh: "duty", an: "lead" });
  await shift("2026-11-28T23:00:00Z", "2026-11-29T07:00:00Z", { chi: "lead" });
});
afterAll(() => db?.drop());

async function shift(from: string, to: string, crew: { [userId: string]: "lead" | "duty" }) {
  const { rows } = await db.pool.query(
    `INSERT INTO shift (day, name_vi, name_en, starts_at, ends_at)
     VALUES (($1::timestamptz AT TIME ZONE local_zone())::date, 'Ca', 'Shift', $1, $2) RETURNING id`,
    [from, to],
  );
  for (const [userId, role] of Object.entries(crew)) {
    await db.pool.query("INSERT INTO shift_member VALUES ($1, $2, $3)", [rows[0].id, userId, role]);
  }
}

const names = async (at: string) => (await onDuty(db.pool, Date.parse(at))).map((p) => p.name);

test("the lead comes first, and the role is that in the shift", async () => {
  expect(await onDuty(db.pool, Date.parse("2026-11-28T16:00:00Z"))).toEqual([
    { userId: "an", name: "An", role: "lead", agencyId: null },
    { userId: "binh", name: "Bình", role: "duty", agencyId: null },
  ]);
});

test("a night shift is on duty on both sides of the local midnight, to the instant at which the next begins", async () => {
  expect(await names("2026-11-28T23:59:00+07:00")).toEqual(["An", "Bình"]);
  expect(await names("2026-11-29T00:01:00+07:00")).toEqual(["An", "Bình"]);
  expect(await names("2026-11-29T05:59:59.999+07:00")).toEqual(["An", "Bình"]);
  expect(await names("2026-11-29T06:00:00+07:00")).toEqual(["Chi"]);
});

test("a gap has nobody", async () => {
  expect(await names("2026-11-28T21:59:59+07:00")).toEqual([]);
  expect(await names("2026-11-29T14:00:00+07:00")).toEqual([]);
});

test("an account that was disabled is on duty no more", async () => {
  await db.pool.query(`UPDATE auth."user" SET banned = true WHERE id = 'chi'`);
  expect(await names("2026-11-29T08:00:00+07:00")).toEqual([]);
});

test("the database lets no two shifts overlap", async () => {
  await expect(shift("2026-11-29T06:59:00Z", "2026-11-29T10:00:00Z", {})).rejects.toThrow(
    "shift_one_at_a_time",
  );
});
