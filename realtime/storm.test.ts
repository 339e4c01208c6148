import type { Socket as NetSocket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
// biome-ignore lint/style/noRestrictedImports: the two ends of the socket are tried together, nowhere else.
import { connect } from "#components/live/socket.ts";
// biome-ignore lint/style/noRestrictedImports: as above.
import { LiveStore } from "#components/live/store.ts";
import { recordMany, recordSignals } from "#lib/alert/record.ts";
import { tx } from "#lib/db/tx.ts";
import { type Bench, eventually, openBench, places, raise, signedIn } from "./testing.ts";

let bench: Bench;
let cookie: string;
let series: number[];
let ends: (() => void)[] = [];

beforeAll(async () => {
  bench = await openBench();
  cookie = await signedIn(bench, "duty");
  await raise(bench.db.pool);
  const keys = Array.from({ length: 600 }, (_, i) => `bao-${i}`);
  series = (await places(bench.db.pool, keys, ["water_level"])).map(
    ({ seriesIds }) => seriesIds[0] as number,
  );
}, 60_000);
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});
afterAll(() => bench.close());

async function page() {
  const store = new LiveStore();
  store.want("alerts");
  const { socket, close } = connect(store, { address: bench.address, headers: { cookie } });
  ends.push(close);
  await eventually(() => store.alerts);
  return { store, socket };
}

/** Alerts begin, and every third of the batch before is over and closed: all that a list must follow. */
async function batch(from: number, to: number, before: number[]): Promise<number[]> {
  const at = Date.now();
  const signals = series.slice(from, to).map((seriesId) => ({
    origin: {
      ruleId: "bao-dong",
      object: `series:${seriesId}`,
      seriesId,
      assetId: null,
      feedId: null,
      simulated: false,
      latched: false,
      agencyId: null,
      causeGroup: null,
    },
    actor: "rule:bao-dong",
    verdicts: [
      { type: "raised" as const, at, priority: 3 as const, level: "bd1", value: 7, limit: 6, peak: 7 },
    ],
  }));
  const ids = await tx(bench.db.pool, (client) => recordSignals(client, signals));
  const over = before.filter((_, i) => i % 3 === 0);
  for (const change of [
    { type: "acknowledged" } as const,
    { type: "withdrawn", reason: "target_gone" } as const,
    { type: "closed", note: "x" } as const,
  ]) {
    const seen = new Map(over.map((id) => [id, 99]));
    await tx(bench.db.pool, (client) =>
      recordMany(client, { seen, actor: "job:test", decide: () => ({ ...change, at }) }),
    );
  }
  return ids;
}

async function storm(between: (batch: number) => Promise<void> | void): Promise<void> {
  let before: number[] = [];
  for (let n = 0; n < 10; n++) {
    const ids = await batch(n * 30, (n + 1) * 30, before);
    await between(n);
    before = ids;
  }
}

async function inDatabase(): Promise<string> {
  const { rows } = await bench.db.pool.query<{ id: number; seq: number }>(
    "SELECT id, seq FROM alert WHERE closed_at IS NULL ORDER BY id",
  );
  return rows.map(({ id, seq }) => `${id}.${seq}`).join();
}
function onPage(store: LiveStore): string {
  const rows = [...(store.alerts?.alerts ?? [])].sort((a, b) => a.id - b.id);
  return rows.map(({ id, seq }) => `${id}.${seq}`).join();
}

it("a page whose line is cut again and again, one that is slow, and one that is neither end with the same list", async () => {
  const [steady, cut, slow] = [await page(), await page(), await page()];
  const wire = (slow.socket.io.engine as unknown as { transport: { ws: { _socket: NetSocket } } }).transport
    .ws._socket;
  wire.pause();
  await storm(async (n) => {
    if (n % 3 === 1) cut.socket.io.engine?.close();
    await new Promise((done) => setTimeout(done, 150));
  });
  const truth = await inDatabase();
  expect(truth.split(",").length).toBeGreaterThan(200);
  await eventually(() => onPage(steady.store) === truth, 10_000);
  await eventually(() => onPage(cut.store) === truth, 10_000);
  wire.resume();
  await eventually(() => onPage(slow.store) === truth, 10_000);
}, 60_000);

it("notices that come late, twice and in the wrong order leave the list as the database has it", async () => {
  const { store } = await page();
  const ids = await batch(400, 420, []);
  const { rows } = await bench.db.pool.query<{ id: number }>(
    "SELECT id FROM alert WHERE closed_at IS NOT NULL LIMIT 20",
  );
  const closed = rows.map(({ id }) => id);
  const say = (some: number[]) =>
    bench.db.pool.query("SELECT pg_notify('alert', $1)", [JSON.stringify({ ids: some })]);
  await Promise.all([say(closed), say(ids.toReversed()), say(ids), say([...closed, 999_999_999]), say([])]);
  const truth = await inDatabase();
  await eventually(() => onPage(store) === truth);
  await new Promise((done) => setTimeout(done, 600));
  expect(onPage(store)).toBe(truth);
});
