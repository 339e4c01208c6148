import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "#lib/user/model.ts";
import { TestClient } from "./client.testing.ts";
import { type Bench, eventually, openBench, raise, screen, signedIn } from "./testing.ts";

let bench: Bench;
let clients: TestClient[] = [];
/** Ours, the other agency's, nobody's, the other's shared with us. */
let ids: { own: number; other: number; none: number; shared: number };

beforeAll(async () => {
  bench = await openBench();
  await bench.db.pool.query(
    "INSERT INTO agency (id, name_vi, name_en) VALUES ('ours', 'Ta', 'Ours'), ('theirs', 'Họ', 'Theirs')",
  );
  const [own, other, none, shared] = [
    await raise(bench.db.pool, "ours"),
    await raise(bench.db.pool, "theirs"),
    await raise(bench.db.pool),
    await raise(bench.db.pool, "theirs"),
  ];
  await share(shared.alertId, ["ours"]);
  ids = { own: own.alertId, other: other.alertId, none: none.alertId, shared: shared.alertId };
});
afterEach(() => {
  for (const client of clients) client.close();
  clients = [];
});
afterAll(() => bench.close());

async function share(id: number, agencies: string[]): Promise<void> {
  await bench.db.pool.query("UPDATE alert SET shared_with = $2, seq = seq + 1 WHERE id = $1", [id, agencies]);
  await bench.db.pool.query("SELECT pg_notify('alert', $1)", [JSON.stringify({ ids: [id] })]);
}

async function watching(cookie: string): Promise<TestClient> {
  const client = new TestClient(bench.address, cookie);
  clients.push(client);
  await client.watch("alerts");
  await eventually(() => client.of("alerts").length > 0);
  return client;
}

const seen = (client: TestClient) =>
  Object.entries(ids)
    .filter(([, id]) => client.alerts().has(id))
    .map(([name]) => name);

const ALL = ["own", "other", "none", "shared"];

describe("who sees which alerts", () => {
  it.each(ROLES)("%s", async (role) => {
    const client = await watching(await signedIn(bench, role, "ours"));
    const sees = role === "agency" ? ["own", "shared"] : ALL;
    await eventually(() => seen(client).join() === sees.join());
  });

  it("an agency desk without an agency sees none", async () => {
    const client = await watching(await signedIn(bench, "agency"));
    expect(seen(client)).toEqual([]);
  });

  it("a screen sees all", async () => {
    const client = await watching((await screen(bench)).cookie);
    expect(seen(client)).toEqual(ALL);
  });

  it("what is shared comes, what is shared no more goes", async () => {
    const client = await watching(await signedIn(bench, "agency", "ours"));
    await share(ids.none, ["ours"]);
    await eventually(() => client.alerts().has(ids.none));
    await share(ids.none, []);
    await eventually(() => !client.alerts().has(ids.none));
  });

  it("a change at another agency's alert brings an agency no frame", async () => {
    const client = await watching(await signedIn(bench, "agency", "ours"));
    const all = await watching(await signedIn(bench, "duty"));
    const [mine, others] = [client.of("alerts").length, all.of("alerts").length];
    await share(ids.other, ["third"]);
    await eventually(() => all.of("alerts").length > others);
    await share(ids.other, []);
    await eventually(() => all.of("alerts").length > others + 1);
    expect(client.of("alerts").length).toBe(mine);
  });

  it("a changed role or agency is obeyed under an open socket within five seconds", async () => {
    const cookie = await signedIn(bench, "duty", "theirs");
    const client = await watching(cookie);
    expect(seen(client)).toEqual(ALL);
    const { rows } = await bench.db.pool.query<{ id: string }>(
      `SELECT id FROM auth."user" WHERE "agencyId" = 'theirs'`,
    );
    await bench.db.pool.query(`UPDATE auth."user" SET role = 'agency' WHERE id = $1`, [rows[0]?.id]);
    await eventually(() => seen(client).join() === "other,shared", 5_000);
    await bench.db.pool.query(`UPDATE auth."user" SET "agencyId" = 'ours' WHERE id = $1`, [rows[0]?.id]);
    await eventually(() => seen(client).join() === "own,shared", 5_000);
    await bench.db.pool.query(`UPDATE auth."user" SET role = 'lead' WHERE id = $1`, [rows[0]?.id]);
    await eventually(() => seen(client).join() === ALL.join(), 5_000);
  }, 20_000);
});

describe("who sees which incidents", () => {
  it("everybody all of them, an agency those with an alert that it sees", async () => {
    const { rows } = await bench.db.pool.query<{ id: number }>(
      `INSERT INTO incident (simulated, name_vi, name_en, gathers, opened_at, opened_by)
       VALUES (false, 'Ta', 'Ours', false, now(), 'user:x'), (false, 'Họ', 'Theirs', false, now(), 'user:x') RETURNING id`,
    );
    const [mine, theirs] = rows.map((row) => row.id);
    await bench.db.pool.query("UPDATE alert SET incident_id = $2 WHERE id = ANY($1)", [
      [ids.own, ids.none],
      mine,
    ]);
    await bench.db.pool.query("UPDATE alert SET incident_id = $2 WHERE id = $1", [ids.other, theirs]);
    await bench.db.pool.query("SELECT pg_notify('incident', '')");
    const seenBy = async (role: "duty" | "agency") => {
      const client = new TestClient(bench.address, await signedIn(bench, role, "ours"));
      clients.push(client);
      await client.watch("incidents");
      return eventually(() => {
        const found = client
          .payload("incidents")
          ?.incidents.map((one) => one.nameEn)
          .sort();
        return found && found.length > 0 ? found : undefined;
      });
    };
    expect(await seenBy("duty")).toEqual(["Ours", "Theirs"]);
    expect(await seenBy("agency")).toEqual(["Ours"]);
  });
});
