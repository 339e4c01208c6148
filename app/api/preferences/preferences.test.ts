import { afterAll, beforeAll, expect, test } from "vitest";
import { type Asker, type WebStation, webStation } from "#lib/user/testing.ts";
import { GET, PUT } from "./[key]/route.ts";

let station: WebStation;
beforeAll(async () => {
  station = await webStation();
});
afterAll(() => station.close());

const read = (who: Asker, key = "desk.sound") =>
  station.ask(GET, { who, path: `/api/preferences/${key}`, params: { key } });
const write = (who: Asker, body: unknown, key = "desk.sound") =>
  station.ask(PUT, { who, path: `/api/preferences/${key}`, params: { key }, body, method: "PUT" });

test("what a person prefers comes back to them and to nobody else", async () => {
  expect(await read("duty")).toMatchObject({ status: 200, value: null });
  expect(await write("duty", { volume: 0.4 })).toMatchObject({ status: 200 });
  expect(await write("duty", { volume: 0.5 })).toMatchObject({ status: 200 });
  expect(await read("duty")).toMatchObject({ value: { volume: 0.5 } });
  expect(await read("lead")).toMatchObject({ value: null });
});

test.each(["duty", "lead", "agency", "leader", "admin"])("%s has preferences", async (who) => {
  expect(await write(who, { volume: 1 })).toMatchObject({ status: 200 });
});

test.each([
  ["kiosk", 403],
  [null, 401],
])("%s has none", async (who, status) => {
  expect(await read(who)).toMatchObject({ status });
  expect(await write(who, { volume: 1 })).toMatchObject({ status });
});

test("only what is known, in the form that is known, and not too much of it", async () => {
  expect(await read("duty", "desk.secret")).toMatchObject({ status: 404 });
  expect(await read("duty", "constructor")).toMatchObject({ status: 404 });
  expect(await write("duty", { volume: 2 })).toMatchObject({ status: 400 });
  expect(await write("duty", { volume: 1, more: 1 })).toMatchObject({ status: 400 });
  const filters = { saved: [], usual: null };
  const one = { name: "Lũ", query: "p=1" };
  expect(await write("duty", { ...filters, saved: [one] }, "desk.filters")).toMatchObject({ status: 200 });
  expect(await write("duty", { ...filters, saved: [one, one] }, "desk.filters")).toMatchObject({
    status: 400,
  });
  expect(await write("duty", { query: "x".repeat(20_000) }, "desk.last")).toMatchObject({
    status: 413,
  });
});

test("what an older version wrote and nobody understands any more is as if never said", async () => {
  await station.db.pool.query(
    `UPDATE preference SET value = '{"loudness": 3}' WHERE user_id = $1 AND key = 'desk.sound'`,
    [station.ids.get("duty")],
  );
  expect(await read("duty")).toMatchObject({ status: 200, value: null });
});

test("they go with the person", async () => {
  const id = await station.add("tam", "duty");
  await write("tam", { volume: 0.3 });
  await station.db.pool.query(`DELETE FROM auth."user" WHERE id = $1`, [id]);
  const { rows } = await station.db.pool.query("SELECT 1 FROM preference WHERE user_id = $1", [id]);
  expect(rows).toEqual([]);
});
