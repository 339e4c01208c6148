import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AlertRow } from "#lib/alert/model.ts";
import { NOTICE_LIMIT } from "#lib/db/bus.ts";
import { type PresencePayload, readJson } from "#lib/protocol.ts";
import { TestClient } from "./client.testing.ts";
import { Presence } from "./presence.ts";
import { type Bench, eventually, openBench, raise, screen, signedIn } from "./testing.ts";

const look = (userId: string, alertId: number, writing = false) => ({
  alertId,
  userId,
  name: userId,
  writing,
});

/** Processes on one bus. */
function processes(n: number) {
  const sent: string[] = [];
  const all = Array.from({ length: n }, (_, i) => {
    const alert = (id: number) =>
      ({ agencyId: id < 10 ? "ours" : "theirs", sharedWith: [] }) as unknown as AlertRow;
    return new Presence(
      {
        alert,
        async tell(payloads) {
          sent.push(...payloads);
          for (const other of all) for (const payload of payloads) other.hear(payload, clock);
        },
      },
      `p${i}`,
    );
  });
  let clock = 0;
  return {
    all,
    sent,
    at(now: number) {
      clock = now;
      for (const one of all) one.tick(now);
      for (const one of all) one.tick(now);
    },
    seen(i: number, audience: "everybody" | "agency:ours" = "everybody") {
      const body = all[i]?.views.of(audience).full();
      return body
        ? readJson<PresencePayload>(body).looks.map((l) => `${l.userId} ${l.alertId}${l.writing ? "!" : ""}`)
        : [];
    },
  };
}

describe("several processes", () => {
  it("know each other's pages, and forget those of a process that died", () => {
    const bus = processes(2);
    bus.all[0]?.look("s1", look("an", 1), 0);
    bus.at(0);
    expect(bus.seen(1)).toEqual(["an 1"]);
    bus.all[1]?.tick(4_400);
    expect(bus.seen(1)).toEqual(["an 1"]);
    bus.all[1]?.tick(4_600);
    expect(bus.seen(1)).toEqual([]);
  });

  it("forget a page that went, at once, and one that fell silent, within six seconds", () => {
    const bus = processes(2);
    bus.all[0]?.look("s1", look("an", 1), 0);
    bus.all[0]?.look("s2", look("binh", 2), 0);
    bus.at(0);
    bus.all[0]?.leave("s1");
    bus.at(250);
    expect(bus.seen(1)).toEqual(["binh 2"]);
    for (let now = 500; now <= 5_750; now += 250) bus.at(now);
    expect(bus.seen(0)).toEqual([]);
    expect(bus.seen(1)).toEqual([]);
  });

  it("count a person once however many pages show the alert; writing on one is writing", () => {
    const bus = processes(2);
    bus.all[0]?.look("s1", look("an", 1), 0);
    bus.all[1]?.look("s2", look("an", 1, true), 0);
    bus.at(0);
    expect(bus.seen(0)).toEqual(["an 1!"]);
    bus.all[1]?.leave("s2");
    bus.at(250);
    expect(bus.seen(0)).toEqual(["an 1"]);
  });

  it("show an agency only who looks at its own alerts", () => {
    const bus = processes(1);
    bus.all[0]?.look("s1", look("an", 1), 0);
    bus.all[0]?.look("s2", look("binh", 11), 0);
    bus.at(0);
    expect(bus.seen(0, "agency:ours")).toEqual(["an 1"]);
  });

  it("fit the bus however many look", () => {
    const bus = processes(2);
    for (let i = 0; i < 500; i++) bus.all[0]?.look(`s${i}`, look(`Nguyễn Văn ${i}`, i), 0);
    bus.at(0);
    expect(bus.seen(1)).toHaveLength(500);
    expect(bus.sent.length).toBeGreaterThan(5);
    for (const payload of bus.sent) expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(NOTICE_LIMIT);
  });

  it("say nothing while nobody looks", () => {
    const bus = processes(2);
    for (let now = 0; now < 20_000; now += 250) bus.at(now);
    expect(bus.sent).toEqual([]);
  });
});

describe("on the socket", () => {
  let bench: Bench;
  let clients: TestClient[] = [];
  beforeAll(async () => {
    bench = await openBench();
  });
  afterEach(() => {
    for (const client of clients) client.close();
    clients = [];
  });
  afterAll(() => bench.close());

  async function as(cookie: string): Promise<TestClient> {
    const client = new TestClient(bench.address, cookie);
    clients.push(client);
    await eventually(() => client.hello);
    return client;
  }
  const say = (client: TestClient, alertId: number | null, writing = false) =>
    client.socket.timeout(5_000).emitWithAck("look", { alertId, writing });
  const looks = (client: TestClient) => client.payload("presence")?.looks ?? [];

  it("two people see each other, and one who goes is gone", async () => {
    const { alertId } = await raise(bench.db.pool);
    const [a, b] = [await as(await signedIn(bench, "duty")), await as(await signedIn(bench, "lead"))];
    await b.watch("presence");
    expect(await say(a, alertId, true)).toEqual({ ok: true, value: undefined });
    await eventually(() => looks(b)[0]?.writing);
    expect(looks(b)).toMatchObject([{ alertId, name: "Người duty", writing: true }]);
    a.close();
    await eventually(() => looks(b).length === 0);
  });

  it("a page whose line died without a word is gone within six seconds", async () => {
    const { alertId } = await raise(bench.db.pool);
    const [a, b] = [await as(await signedIn(bench, "duty")), await as(await signedIn(bench, "lead"))];
    await b.watch("presence");
    await say(a, alertId);
    await eventually(() => looks(b).length === 1);
    const from = Date.now();
    await eventually(() => looks(b).length === 0, 6_000);
    expect(Date.now() - from).toBeGreaterThan(3_000);
  }, 10_000);

  it("a screen is told nothing, and an agency cannot look at what it may not see", async () => {
    await bench.db.pool.query(
      "INSERT INTO agency (id, name_vi, name_en) VALUES ('ours', 'Ta', 'Ours'), ('theirs', 'Họ', 'Theirs')",
    );
    const { alertId } = await raise(bench.db.pool, "theirs");
    await eventually(() => bench.realtime.state.alerts.row(alertId));
    const wall = await as((await screen(bench)).cookie);
    expect(await wall.watch("presence")).toMatchObject({ ok: false, reason: "not_allowed" });
    const agency = await as(await signedIn(bench, "agency", "ours"));
    expect(await say(agency, alertId)).toMatchObject({ ok: false, reason: "not_allowed" });
    const duty = await as(await signedIn(bench, "duty"));
    await agency.watch("presence");
    await duty.watch("presence");
    await say(duty, alertId);
    await eventually(() => looks(duty).length === 1);
    expect(looks(agency)).toEqual([]);
  });
});
