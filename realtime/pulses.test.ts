import { afterAll, beforeAll, expect, it } from "vitest";
import type { Status } from "#lib/protocol.ts";
import { beat, join, leave } from "#lib/pulse/sql.ts";
import { TestClient } from "./client.testing.ts";
import { type Bench, eventually, openBench, signedIn } from "./testing.ts";

let MEMBER = 7;
let bench: Bench;
let client: TestClient;
let beating = true;
let stuck = false;
let timer: NodeJS.Timeout;

beforeAll(async () => {
  bench = await openBench();
  await join(bench.db.pool, { member: MEMBER, name: "one" });
  await bench.db.pool.query(
    `INSERT INTO feed (id, kind, name_vi, name_en) VALUES ('f', 'mqtt', 'f', 'f');
     INSERT INTO feed_status (feed_id, state) VALUES ('f', 'live');
     INSERT INTO feed_lease (feed_id, epoch, member) VALUES ('f', 1, ${MEMBER})`,
  );
  timer = setInterval(() => {
    const deaf = stuck ? ({ reason: "not_stored", forMs: 3_000, waiting: 12 } as const) : null;
    if (beating) void beat(bench.db.pool, { member: MEMBER, name: "one", deaf });
  }, 500);
  client = new TestClient(bench.address, await signedIn(bench, "duty"));
  await client.watch("feeds");
});
afterAll(async () => {
  clearInterval(timer);
  client?.close();
  await bench?.close();
});

const feedState = () => client.payload("feeds")?.feeds.find((feed) => feed.feedId === "f")?.state;
const status = (): Status | undefined => client.statuses.at(-1);
const reason = (wanted: string | null) =>
  eventually(() => status()?.picture === "live" && (status()?.deaf?.reason ?? null) === wanted, 15_000);

it("says that nothing is stored as soon as ingest says so, and shows its feeds stalled", async () => {
  await reason(null);
  await eventually(() => feedState() === "live");
  stuck = true;
  await reason("not_stored");
  expect(status()?.deaf).toMatchObject({ waiting: 12 });
  await eventually(() => feedState() === "stalled");
  stuck = false;
  await reason(null);
  await eventually(() => feedState() === "live");
});

it("says that ingest stands still when its beat stays away", async () => {
  beating = false;
  await reason("ingest_silent");
  beating = true;
  await reason(null);
});

it("says that none is there when the last has left", async () => {
  beating = false;
  await leave(bench.db.pool, MEMBER);
  await reason("no_ingest");
});

it("takes a process that came back under another number for one, and asks the database who is left", async () => {
  beating = true;
  await join(bench.db.pool, { member: MEMBER, name: "one" });
  await reason(null);
  MEMBER = 8;
  await join(bench.db.pool, { member: MEMBER, name: "one" });
  // Long enough for the old number to have fallen silent.
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  await reason(null);
  // Beaten once by a process that was taken out unheard: no notice of it ever comes.
  await bench.db.pool.query("SELECT pg_notify('pulse', $1)", [
    JSON.stringify({ member: 99, name: "other", deaf: null }),
  ]);
  await reason("ingest_silent");
  await reason(null);
});
