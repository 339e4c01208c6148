import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { keepLeases, type LeaseOptions, type Leases } from "./lease.ts";
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

function keep(wanted: () => readonly string[], more: Partial<LeaseOptions> = {}) {
  const events: string[] = [];
  const leases = keepLeases({
    url: db.url,
    name: `test:${open.length}`,
    pulse: () => null,
    wanted,
    gained: (feed) => events.push(`gained ${feed}`),
    releasing: async (feed) => void events.push(`releasing ${feed}`),
    lost: (feeds) => events.push(`lost ${feeds.length}`),
    roundMs: 50,
    ...more,
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
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'hai-dang test%' AND datname = current_database()",
  );
  await eventually(() => events.includes("lost 5"));
  await eventually(() => leases.held().size === 5);
});

test("each lease has an epoch of its own, higher than all before", async () => {
  const first = keep(() => ["epoch"]);
  const before = await eventually(() => first.leases.epoch("epoch"));
  await first.leases.close();
  expect(first.leases.epoch("epoch")).toBeUndefined();
  const second = keep(() => ["epoch"]);
  expect(await eventually(() => second.leases.epoch("epoch"))).toBeGreaterThan(before);
});

test("one whose heart has stopped is taken out, its connections are ended and its feeds taken over", async () => {
  const frozen = keep(() => ["f", "g"], { name: "frozen" });
  await eventually(() => frozen.leases.held().size === 2);
  const other = keep(() => ["f", "g"], { name: "other", silentMs: 1_000 });
  // What a stopped process looks like to the others: connected, and its row grows old.
  await db.pool.query(
    `CREATE FUNCTION stop_beat() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       NEW.beat_at := OLD.beat_at; RETURN NEW; END $$;
     CREATE TRIGGER stop_beat BEFORE UPDATE ON ingest_process
       FOR EACH ROW WHEN (OLD.name = 'frozen') EXECUTE FUNCTION stop_beat()`,
  );
  await eventually(() => frozen.events.some((event) => event.startsWith("lost")));
  await eventually(async () => {
    const { rows } = await db.pool.query("SELECT FROM ingest_process WHERE name = 'frozen'");
    return rows.length === 0 || other.leases.held().size === 2;
  });
  await db.pool.query("DROP TRIGGER stop_beat ON ingest_process; DROP FUNCTION stop_beat");
});
