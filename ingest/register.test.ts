import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import type { Feed } from "#lib/feed/model.ts";
import { feedById } from "#lib/feed/sql.ts";
import { Register } from "./register.ts";
import { AddressBook } from "./stages/address.ts";
import { addFeed } from "./testing.ts";

let db: TestDatabase;
let feed: Feed;
beforeAll(async () => {
  db = await testDatabase();
  await addFeed(db.pool, { id: "f", unknownAsset: "create" });
  feed = (await feedById(db.pool, "f")) as Feed;
});
afterAll(() => db?.drop());

/** What becomes of names, each asked for in order by a process that has just started. */
async function asked(names: string[], declared = false) {
  const book = new AddressBook();
  const addresses = names.map((name) => {
    const address = book.of(name, "water_level", declared);
    if (!address) throw new Error(`no key in ${name}`);
    return address;
  });
  const newAssets = { most: 100, perMinute: 100 };
  await new Register(db.pool).resolve(addresses, { feed, newAssets, now: Date.now() });
  return addresses.map((a) => (a.spot ? a.asset : `${a.refusal}: ${a.detail}`));
}

const collision = (...names: string[]) =>
  expect.stringMatching(new RegExp(`^identity_collision: .*${names.map((n) => `"${n}"`).join(".*")}`));

test("a name becomes a key, and stands beside it for people to see", async () => {
  expect(await asked(["Trạm Bình Nghi", "A0:B1:C2:D3"])).toEqual(["tram-binh-nghi", "a0-b1-c2-d3"]);
  const { rows } = await db.pool.query(
    "SELECT a.key, a.name_vi, n.name FROM asset a JOIN asset_name n ON n.asset_id = a.id ORDER BY a.key",
  );
  expect(rows).toEqual([
    { key: "a0-b1-c2-d3", name_vi: "A0:B1:C2:D3", name: "A0:B1:C2:D3" },
    { key: "tram-binh-nghi", name_vi: "Trạm Bình Nghi", name: "Trạm Bình Nghi" },
  ]);
});

test("two names of one key never share a series: the second is refused, together or after a restart", async () => {
  expect(await asked(["TV 01", "tv.01"])).toEqual(["tv-01", collision("tv.01", "TV 01")]);
  expect(await asked(["tv.01", "tv-01", "TV 01"])).toEqual([
    collision("tv.01", "TV 01"),
    collision("tv-01", "TV 01"),
    "tv-01",
  ]);
  expect(await asked(["tram-9"])).toEqual(["tram-9"]);
  expect(await asked(["Trạm 9"])).toEqual([collision("Trạm 9", "tram-9")]);
});

test("two processes that see two names at once still give the key to one", async () => {
  const both = await Promise.all([asked(["Hồ A"]), asked(["HO A"])]);
  expect(both.flat().filter((found) => found === "ho-a")).toHaveLength(1);
});

test("a name of the mapping's own settles it", async () => {
  expect(await asked(["tv-01"], true)).toEqual(["tv-01"]);
});
