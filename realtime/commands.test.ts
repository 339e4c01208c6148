import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { tx } from "#lib/db/tx.ts";
import { giveOrder } from "#lib/order/give.ts";
import type { Answer, ClientEvents } from "#lib/protocol.ts";
import { ROLES } from "#lib/user/model.ts";
import { TestClient } from "./client.testing.ts";
import { commands } from "./commands.ts";
import { asked } from "./dispatch.ts";
import { type Bench, eventually, openBench, raise, screen, signedIn } from "./testing.ts";

let bench: Bench;
const cookies = new Map<string, string>();
let clients: TestClient[] = [];

beforeAll(async () => {
  bench = await openBench();
  for (const role of ROLES) cookies.set(role, await signedIn(bench, role));
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

async function ask(client: TestClient, event: string, ...args: unknown[]): Promise<Answer<unknown>> {
  return (
    client.socket.timeout(5_000) as unknown as { emitWithAck: (...a: unknown[]) => Promise<Answer> }
  ).emitWithAck(event, ...args);
}

/** What each may do, in the order duty, lead, agency, leader, admin, kiosk. Acknowledging: alarm duties. */
const TABLE: { [event in keyof ClientEvents]: { args: unknown[]; may: string } } = {
  watch: { args: [{ topics: ["register", "alerts", "readings:water_level"] }], may: "yyyyyy" },
  clock: { args: [], may: "yyyyyy" },
  look: { args: [{ alertId: null, writing: false }], may: "yyyyyn" },
  ackAlert: { args: [], may: "yynnnn" },
};

describe("every event × every role", () => {
  it("has a row for every command", () => {
    expect(Object.keys(TABLE).sort()).toEqual(Object.keys(commands).sort());
  });

  it.each(Object.entries(TABLE))("%s", async (event, { args, may }) => {
    let found = "";
    for (const who of [...ROLES, "kiosk"]) {
      const client = await as(who);
      const given = event === "ackAlert" ? [await raise(bench.db.pool)] : args;
      const answer = await ask(client, event, ...given);
      found += answer.ok ? "y" : "n";
      if (!answer.ok) expect(["not_allowed", "unknown_alert"]).toContain(answer.reason);
    }
    expect(found).toBe(may);
  });

  it("knows a new role at once, also on an open socket", async () => {
    const client = await as("lead");
    await bench.db.pool.query(`UPDATE auth."user" SET role = 'leader' WHERE email LIKE 'lead-%'`);
    const ack = await raise(bench.db.pool);
    expect(await ask(client, "ackAlert", ack)).toMatchObject({ ok: false, reason: "not_allowed" });
    await bench.db.pool.query(`UPDATE auth."user" SET role = 'lead' WHERE email LIKE 'lead-%'`);
  });
});

describe("news of the duty room", () => {
  it("go to people, not to screens, as soon as they are stored", async () => {
    const screenAnswer = await ask(await as("kiosk"), "watch", { topics: ["shift"] });
    expect(screenAnswer).toMatchObject({ ok: false, reason: "not_allowed" });
    const leader = await as("leader");
    await leader.watch("shift");
    const before = await eventually(() => leader.payload("shift"));
    await tx(bench.db.pool, (client) =>
      giveOrder(client, {
        give: { text: "Mở cống", addressee: "room" },
        who: { kind: "person", userId: "giam", name: "Giám", role: "leader", agencyId: null },
        now: Date.now(),
      }),
    );
    const after = await eventually(() => {
      const news = leader.payload("shift");
      return news && news.orders > before.orders ? news : undefined;
    });
    expect(after).toEqual({ ...before, orders: before.orders + 1 });
  });
});

describe("acknowledging", () => {
  it("tells the second who was first, and everybody sees it", async () => {
    const ack = await raise(bench.db.pool);
    const [duty, lead, wall] = await Promise.all([as("duty"), as("lead"), as("kiosk")]);
    for (const client of [duty, lead, wall]) await client.watch("alerts");
    await eventually(() => wall.alerts().has(ack.alertId));
    const answers = await Promise.all([ask(duty, "ackAlert", ack), ask(lead, "ackAlert", ack)]);
    const loser = answers.find((a) => !a.ok);
    const winner = answers[0]?.ok ? "Người duty" : "Người lead";
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    expect(loser).toEqual({ ok: false, reason: "already_acknowledged", detail: winner });

    const shown = (client: TestClient) => client.alerts().get(ack.alertId);
    await eventually(() => shown(lead)?.response === "ack" && shown(wall)?.response === "ack");
    expect(shown(lead)?.ackedName).toBe(winner);
    expect(shown(wall)?.ackedName).toBeNull();
    const { rows } = await bench.db.pool.query("SELECT action FROM audit WHERE object = $1", [
      `alert:${ack.alertId}`,
    ]);
    expect(rows.map((row) => row.action).sort()).toEqual(["alert.acknowledged", "alert.refused"]);
  });

  it("refuses an alert that nobody knows", async () => {
    const answer = await ask(await as("duty"), "ackAlert", { alertId: 999_999, seq: 1 });
    expect(answer).toEqual({ ok: false, reason: "unknown_alert" });
  });
});

describe("what is not asked properly", () => {
  it.each([
    ["watch", { topics: ["readings:../../etc"] }],
    ["watch", { topics: Array.from({ length: 65 }, (_, i) => `readings:m${i}`) }],
    ["watch", { topics: [], extra: 1 }],
    ["watch", "alerts"],
    ["watch", null],
    ["ackAlert", { alertId: "1", seq: 1 }],
    ["ackAlert", { alertId: 1.5, seq: 1 }],
    ["clock", { at: 1 }],
  ])("%s %j is refused", async (event, input) => {
    expect(await ask(await as("duty"), event, input)).toMatchObject({ ok: false, reason: "invalid_request" });
  });

  it("is not heard when the event is unknown, and is counted", async () => {
    const client = await as("duty");
    const before = asked.get("unknown unknown") ?? 0;
    for (const name of ["deleteEverything", "__proto__", "constructor", "toString"]) {
      (client.socket as unknown as { emit: (n: string, v: unknown) => void }).emit(name, {});
    }
    await eventually(() => (asked.get("unknown unknown") ?? 0) === before + 4);
    expect(client.socket.connected).toBe(true);
  });

  it("is refused when it comes too fast, and the client put out when it does not stop", async () => {
    const client = await as("duty");
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(client, "clock")));
    const refused = answers.filter((a) => !a.ok);
    expect(refused.length).toBeGreaterThan(20);
    expect(refused[0]).toEqual({ ok: false, reason: "too_many_requests" });
    for (let i = 0; i < 300; i++) client.socket.emit("clock", () => {});
    await eventually(() => !client.socket.connected);
  });

  it("closes a connection that sends too much at once", async () => {
    const client = await as("duty");
    let closed = false;
    client.socket.on("disconnect", () => {
      closed = true;
    });
    (client.socket as unknown as { emit: (n: string, v: unknown) => void }).emit(
      "watch",
      "x".repeat(100_000),
    );
    await eventually(() => closed);
  });
});
