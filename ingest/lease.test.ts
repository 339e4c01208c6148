import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { keepLeases, type Leases } from "./lease.ts";
import { eventually } from "./testing.ts";

// Beside the rest of the suite, on two cores, processes take their time to start.
vi.setConfig({ testTimeout: 60_000 });

let db: TestDatabase;
const open: Leases[] = [];
beforeAll(async () => {
  db = await testDatabase();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((l) => l.close()));
});
afterAll(() => db?.drop());

function keep(wanted: () => readonly string[]) {
  const events: string[] = [];
  const leases = keepLeases({
    url: db.url,
    wanted,
    gained: (feed) => events.push(`gained ${feed}`),
    releasing: async (feed) => void events.push(`releasing ${feed}`),
    lost: (feeds) => events.push(`lost ${feeds.length}`),
    roundMs: 50,
  });
  open.push(leases);
  return { leases, events };
}

const feeds = ["a", "b", "c", "d", "e"];
const sizes = (...all: { leases: Leases }[]) => all.map((one) => one.leases.held().size).sort();

test("one holds all, two share, and what one gives back the other takes", async () => {
  const first = keep(() => feeds);
  await eventually(() => first.leases.held().size === 5);
  const second = keep(() => feeds);
  await eventually(() => sizes(first, second).join() === "2,3");
  const all = [...first.leases.held(), ...second.leases.held()].sort();
  expect(all).toEqual(feeds);
  await first.leases.close();
  await eventually(() => second.leases.held().size === 5);
});

test("a feed that is no longer wanted is given back, a new one taken at once", async () => {
  let wanted = ["a", "b"];
  const { leases, events } = keep(() => wanted);
  await eventually(() => leases.held().size === 2);
  wanted = ["b", "z"];
  leases.poke();
  await eventually(() => [...leases.held()].sort().join() === "b,z");
  expect(events).toEqual(["gained a", "gained b", "releasing a", "gained z"]);
});

test("with the connection all leases are lost, and won again on a new one", async () => {
  const { leases, events } = keep(() => feeds);
  await eventually(() => leases.held().size === 5);
  await db.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hai-dang leases' AND datname = current_database()",
  );
  await eventually(() => events.includes("lost 5"));
  await eventually(() => leases.held().size === 5);
});
