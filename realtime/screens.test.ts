import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Change } from "#lib/alert/event.ts";
import { record } from "#lib/alert/record.ts";
import { tx } from "#lib/db/tx.ts";
import { giveOrder } from "#lib/order/give.ts";
import type { Topic } from "#lib/protocol.ts";
import { storeRecords } from "#lib/record/sql/write.ts";
import { type Person, ROLES } from "#lib/user/model.ts";
import { TestClient } from "./client.testing.ts";
import { type Bench, eventually, openBench, raise, screen, signedIn } from "./testing.ts";

/** Planted wherever somebody's name, words or account can stand; no screen may ever be sent it. */
const SECRET = "Nguyễn Thị Bí Mật";
const WORDS = "sang nhà ông Ba gọi 0912345678";

/** Which topics each may watch, in the order duty, lead, agency, leader, admin, kiosk. */
const TOPICS: { [topic in Topic]?: string } = {
  alerts: "yyyyyy",
  presence: "yyyyyn",
  feeds: "yyyyyy",
  records: "yyyyyy",
  scenario: "yyyyyy",
  register: "yyyyyy",
  incidents: "yyyyyy",
  shift: "yyyyyn",
  "readings:water_level": "yyyyyy",
  "positions:vessel": "yyyyyy",
};

let bench: Bench;
let clients: TestClient[] = [];
const cookies = new Map<string, string>();

beforeAll(async () => {
  bench = await openBench();
  for (const role of ROLES) cookies.set(role, await signedIn(bench, role, "ours"));
  cookies.set("kiosk", (await screen(bench)).cookie);
});
afterEach(() => {
  for (const client of clients) client.close();
  clients = [];
});
afterAll(() => bench.close());

async function as(who: string): Promise<TestClient> {
  const client = new TestClient(bench.address, cookies.get(who));
  clients.push(client);
  await eventually(() => client.hello);
  return client;
}

async function insider(): Promise<Person> {
  const { rows } = await bench.db.pool.query<{ id: string }>(
    `UPDATE auth."user" SET name = $1 WHERE role = 'leader' RETURNING id`,
    [SECRET],
  );
  return { kind: "person", userId: rows[0]?.id as string, name: SECRET, role: "leader", agencyId: null };
}

describe("topics", () => {
  it.each(Object.entries(TOPICS))("%s", async (topic, may) => {
    let found = "";
    for (const who of [...ROLES, "kiosk"]) {
      const answer = await (await as(who)).watch(topic as Topic);
      found += answer.ok ? "y" : "n";
      if (!answer.ok) expect(answer.reason).toBe("not_allowed");
    }
    expect(found).toBe(may);
  });
});

describe("a screen opened by a kiosk link", () => {
  it("is sent no name, no account and no words of anybody, whatever they do", async () => {
    const who = await insider();
    const { userId } = who;
    const actor = `user:${userId}` as const;
    const at = Date.now();
    const done = async (change: Change, alertId?: number) => {
      const id = alertId ?? (await raise(bench.db.pool)).alertId;
      const outcome = await tx(bench.db.pool, (client) =>
        record(client, { alertId: id, event: { ...change, at }, actor }),
      );
      expect(outcome).not.toHaveProperty("reason");
      return id;
    };
    const held = await done({ type: "acknowledged", note: WORDS });
    await done({ type: "assigned", to: actor }, held);
    await done({ type: "noted", text: WORDS }, held);
    await done({ type: "step_done", step: 0, text: WORDS }, held);
    await done({ type: "shelved", until: at + 60_000, why: WORDS });
    await done({ type: "maintenance_started", order: WORDS, until: at + 60_000 });
    await done({ type: "suppressed", why: WORDS });
    const asked = await raise(bench.db.pool);
    await bench.db.pool.query("UPDATE alert SET priority = 1, worst = 1 WHERE id = $1", [asked.alertId]);
    await done({ type: "shelf_asked", until: at + 60_000, why: WORDS }, asked.alertId);
    await bench.db.pool.query(
      `INSERT INTO incident (simulated, name_vi, name_en, gathers, opened_at, opened_by)
       VALUES (false, 'Lũ', 'Flood', false, now(), $1)`,
      [actor],
    );
    await bench.db.pool.query(
      `INSERT INTO maintenance (work_order, target, from_at, until_at, why, state, proposed_by, proposed_at, decided_by)
       VALUES ('LX-1', '{"feeds":["thuy-van"]}', now() - interval '1 h', now() + interval '1 h', $2, 'running', $1, now(), 'user:x')`,
      [actor, WORDS],
    );
    await tx(bench.db.pool, (client) =>
      storeRecords(client, [
        {
          feedId: "thuy-van",
          type: "report_1022",
          key: "k-1",
          changedAt: at,
          state: "Mới",
          severity: 2,
          outcome: null,
          agencyId: null,
          unitCode: null,
          lon: null,
          lat: null,
          openedAt: at,
          dueAt: null,
          closedAt: null,
          title: `${SECRET}: ${WORDS}`,
          attributes: {},
        },
      ]),
    );
    await tx(bench.db.pool, (client) =>
      giveOrder(client, { give: { text: WORDS, addressee: "room", alertId: held }, who, now: at }),
    );
    await bench.db.pool.query(
      "SELECT pg_notify('incident', ''), pg_notify('record', ''), pg_notify('config', '')",
    );

    const wanted = (Object.keys(TOPICS) as Topic[]).filter((topic) => TOPICS[topic]?.endsWith("y"));
    const [wall, leader] = [await as("kiosk"), await as("leader")];
    for (const client of [wall, leader]) expect(await client.watch(...wanted)).toMatchObject({ ok: true });
    const heard = (client: TestClient) =>
      client.frames.map(({ body }) => new TextDecoder().decode(body)).join("\n");
    // A person is shown all of it: what is planted is really there to leak.
    await eventually(() => heard(leader).includes(SECRET) && heard(leader).includes(`"workOrder":"LX-1"`));
    await eventually(() => heard(wall).includes(`"workOrder":"LX-1"`) && wall.alerts().has(asked.alertId));
    await eventually(() => (wall.payload("records")?.newest.length ?? 0) > 0);
    expect(heard(leader)).toContain(WORDS);
    for (const planted of [SECRET, WORDS, "0912345678", userId]) expect(heard(wall)).not.toContain(planted);
  }, 20_000);
});
