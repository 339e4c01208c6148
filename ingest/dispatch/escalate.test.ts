import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { recordSignals } from "#lib/alert/record.ts";
import { eventsOf } from "#lib/alert/sql.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { tasksOf } from "#lib/escalation/sql/tasks.ts";
import { savePolicy } from "#lib/escalation/sql.ts";
import { type Stage, stageOf } from "#lib/escalation/testing.ts";
import { notificationsOf } from "#lib/notify/sql/log.ts";
import { savePreferences } from "#lib/notify/sql.ts";
import { seedChannel, seedReachable } from "#lib/notify/testing.ts";
import { digestDue } from "./digest.ts";
import { escalateDue } from "./escalate.ts";

const S = 1_000;
const MINUTE = 60 * S;
let db: TestDatabase;
let stage: Stage;
let t0: number;

beforeAll(async () => {
  db = await testDatabase();
  stage = await stageOf(db.pool, 600);
  await seedChannel(db.pool, { id: "sms" });
  await seedChannel(db.pool, { id: "mail" });
  await db.pool.query("UPDATE notify_channel SET enabled = false WHERE id = 'web-push'");
  await seedReachable(db.pool, { id: "an", role: "duty", channels: ["sms", "mail"] });
  await seedReachable(db.pool, { id: "binh", role: "lead", channels: ["sms"] });
  await seedReachable(db.pool, { id: "chi", role: "leader", channels: ["mail"] });
  await seedReachable(db.pool, { id: "dung", role: "agency", agencyId: "snnmt", channels: ["sms"] });
  await seedReachable(db.pool, { id: "em", role: "agency", agencyId: "khac", channels: ["sms"] });
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await stage.clear();
  await db.pool.query(`DELETE FROM flood; DELETE FROM shift_member; DELETE FROM shift; DELETE FROM notify_person;
    DELETE FROM calendar_day; UPDATE notify_channel SET failures = 0; UPDATE notify_contact SET enabled = true`);
  t0 = Date.now();
});

/** Runs the clock to a moment after the beginning. The database planned by its own clock, a little later than t0. */
async function at(seconds: number): Promise<number> {
  let all = 0;
  for (let n = -1; n !== 0; all += n) n = await escalateDue(db.pool, t0 + seconds * S + 2 * S);
  return all;
}
const told = async (id: number) =>
  (await notificationsOf(db.pool, id)).map((n) => `${n.userId}/${n.channelId}/${n.step}.${n.repeat}`).sort();
const reasons = async (id: number) =>
  (await tasksOf(db.pool, id)).map(
    (t) => `${t.step}.${t.repeat} ${t.state}${t.reason ? ` ${t.reason}` : ""}`,
  );

async function roster(...crew: [string, "lead" | "duty"][]): Promise<void> {
  const { rows } = await db.pool.query(
    `INSERT INTO shift (day, name_vi, name_en, starts_at, ends_at)
     VALUES (now()::date, 'x', 'x', now() - interval '1 hour', now() + interval '7 hours') RETURNING id`,
  );
  for (const [user, role] of crew)
    await db.pool.query("INSERT INTO shift_member (shift_id, user_id, role) VALUES ($1, $2, $3)", [
      rows[0].id,
      user,
      role,
    ]);
}

describe("an urgent alert that nobody answers", () => {
  test("goes on duty at once, again after 5 minutes, to the lead, and to the leader after 15", async () => {
    const id = await stage.say(0, stage.raised(t0, 1), { agencyId: "snnmt" });
    await at(0);
    // Without a roster everybody who may stand in it.
    expect(await told(id)).toEqual(["an/mail/1.0", "an/sms/1.0", "binh/sms/1.0", "dung/sms/2.0"]);
    await at(290);
    expect(await told(id)).toHaveLength(4);
    await at(300);
    expect((await told(id)).filter((n) => !n.includes(".0") || n.includes("/3."))).toEqual([
      "an/mail/1.1",
      "an/sms/1.1",
      "binh/sms/1.1",
    ]);
    await at(600);
    await at(900);
    expect((await told(id)).filter((n) => n.startsWith("chi"))).toEqual(["chi/mail/4.0"]);
    await at(7_200);
    expect((await tasksOf(db.pool, id)).some((t) => t.state === "waiting")).toBe(false);
    const steps = (await eventsOf(db.pool, id)).filter((e) => e.type === "escalated");
    expect(steps.map((e) => [e.actor, (e as { step: number }).step])).toEqual([
      ["job:escalation", 2],
      ["job:escalation", 3],
      ["job:escalation", 4],
    ]);
  });

  test("tells whoever is on duty when the step is due, not when it was planned", async () => {
    const id = await stage.say(0, stage.raised(t0, 1));
    await roster(["an", "duty"], ["binh", "lead"]);
    await at(0);
    await db.pool.query("DELETE FROM shift_member");
    await db.pool.query("DELETE FROM shift");
    await roster(["binh", "lead"]);
    await at(300);
    expect(await told(id)).toEqual(["an/mail/1.0", "an/sms/1.0", "binh/sms/1.0", "binh/sms/1.1"]);
  });

  test("stops at an acknowledgement, and begins anew when that ran out", async () => {
    const id = await stage.say(0, stage.raised(t0, 1));
    await at(0);
    await stage.act(id, { type: "acknowledged", at: t0 + 60 * S });
    await at(1_000);
    expect((await told(id)).every((n) => n.endsWith("1.0"))).toBe(true);
    expect((await reasons(id)).sort()).toEqual(
      [
        "1.0 done",
        "2.0 done nobody",
        "1.1 cancelled answered",
        "3.0 cancelled answered",
        "4.0 cancelled answered",
      ].sort(),
    );
    await stage.act(
      id,
      { type: "unacknowledged", reason: "no_progress", at: t0 + 900 * S },
      "job:alert-clock",
    );
    await at(0);
    expect((await told(id)).filter((n) => n === "an/sms/1.0")).toHaveLength(2);
  });
});

describe("a less urgent one", () => {
  test("that is over before its wait tells nobody, and is logged", async () => {
    const id = await stage.say(0, stage.raised(t0, 3));
    await stage.say(0, stage.returned(t0 + 10 * S));
    await at(31);
    expect(await told(id)).toEqual([]);
    expect(await reasons(id)).toContain("1.0 cancelled returned");
  });

  test("goes to the lead in working hours only; a holiday is none", async () => {
    await savePolicy(db.pool, {
      id: "gio",
      nameVi: "Giờ",
      nameEn: "Hours",
      match: { priorities: [4] },
      steps: [
        { afterS: 0, whom: "leader", calendar: "working" },
        { afterS: 0, whom: "shift_lead", calendar: "off_hours" },
      ],
    });
    const day = new Date(t0 + 7 * 3_600_000).toISOString().slice(0, 10);
    const tomorrow = new Date(t0 + 31 * 3_600_000).toISOString().slice(0, 10);
    await db.pool.query(
      `INSERT INTO calendar_day (day, working, name_vi, name_en) VALUES ($1, false, 'Nghỉ', 'Off'), ($2, false, 'Nghỉ', 'Off')`,
      [day, tomorrow],
    );
    const off = await stage.say(0, stage.raised(t0, 4));
    await at(31);
    expect((await told(off)).filter((n) => n.startsWith("chi"))).toEqual([]);
    expect((await told(off)).some((n) => n.startsWith("binh"))).toBe(true);
    await db.pool.query("UPDATE calendar_day SET working = true");
    await db.pool.query(
      `INSERT INTO setting (key, value) VALUES ('working_hours', '{"days":[1],"spans":[{"from":"00:00","until":"23:59"}]}')
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    );
    const on = await stage.say(1, stage.raised(t0, 4));
    await at(31);
    expect((await told(on)).filter((n) => n.startsWith("chi"))).toEqual(["chi/mail/1.0"]);
    await db.pool.query("DELETE FROM escalation_policy WHERE id = 'gio'");
    await db.pool.query("DELETE FROM setting WHERE key = 'working_hours'");
  });
});

describe("one message", () => {
  async function incident(ids: number[]): Promise<void> {
    await db.pool.query("UPDATE alert SET incident_id = 7 WHERE id = ANY($1)", [ids]);
  }

  test("tells the alerts of one incident that are due within the wait, with the worst and the first", async () => {
    const ids = [
      await stage.say(0, stage.raised(t0 - 5 * S, 3)),
      await stage.say(1, stage.raised(t0, 2)),
      await stage.say(2, stage.raised(t0, 3)),
    ];
    await incident(ids);
    await db.pool.query("UPDATE escalation_task SET due_at = due_at + interval '20 s' WHERE alert_id = $1", [
      ids[2],
    ]);
    await at(30);
    const sms = (await notificationsOf(db.pool, ids[2] as number)).filter(
      (n) => n.userId === "an" && n.channelId === "sms",
    );
    expect(sms).toHaveLength(1);
    expect(sms[0]).toMatchObject({ alertIds: expect.arrayContaining(ids), alertId: ids[1], priority: 2 });
    expect(sms[0]?.title).toBe("3 cảnh báo · Cao: Lũ trên sông – Trạm đo");
    const { rows } = await db.pool.query("SELECT message FROM notification WHERE id = $1", [sms[0]?.id]);
    expect(rows[0].message.lines.join("\n")).toContain("Xảy ra đầu tiên");
    for (const id of ids) expect(await reasons(id)).toContain("1.0 done");
  });

  test("tells an agency of its own and shared alerts, not of the incident's others", async () => {
    const own = await stage.say(0, stage.raised(t0, 2), { agencyId: "snnmt" });
    const shared = await stage.say(1, stage.raised(t0, 2), { agencyId: "khac" });
    const theirs = await stage.say(2, stage.raised(t0, 1), { agencyId: "khac" });
    await db.pool.query("UPDATE alert SET shared_with = '{snnmt}' WHERE id = $1", [shared]);
    await incident([own, shared, theirs]);
    await at(300);
    const to = async (userId: string) => {
      const { rows } = await db.pool.query(
        "SELECT alert_ids, alert_id, title, priority FROM (SELECT *, message->>'title' AS title FROM notification) n WHERE user_id = $1",
        [userId],
      );
      return rows;
    };
    expect((await to("dung")).length).toBeGreaterThan(0);
    for (const row of await to("dung")) {
      expect(row).toMatchObject({ alert_id: own, priority: 2 });
      expect(row.alert_ids.map(Number).sort()).toEqual([own, shared]);
      expect(row.title).toContain("2 cảnh báo");
    }
    expect((await to("an")).some((row) => row.alert_ids.length === 3)).toBe(true);
  });

  test("of an incident of hundreds takes a fixed number of statements", async () => {
    const ids = await tx(db.pool, (client) =>
      recordSignals(
        client,
        Array.from({ length: 400 }, (_, n) => stage.signal(n, [stage.raised(t0, 2)])),
      ),
    );
    await incident(ids);
    const asked = vi.spyOn(pg.Client.prototype, "query");
    await at(300);
    const statements = asked.mock.calls.length;
    asked.mockRestore();
    expect(statements).toBeLessThan(100);
    expect((await eventsOf(db.pool, ids.at(-1) as number)).map((e) => e.type)).toContain("escalated");
  });

  test("is never of real and simulated together, and the simulated one says so", async () => {
    const real = await stage.say(0, stage.raised(t0, 1));
    const drill = await stage.say(1, stage.raised(t0, 1), { simulated: true });
    await incident([real, drill]);
    await at(30);
    const of = async (id: number) =>
      (await notificationsOf(db.pool, id)).filter((n) => n.channelId === "sms" && n.userId === "an");
    expect((await of(real)).map((n) => n.title)).toEqual(["KHẨN CẤP: Lũ trên sông – Trạm đo"]);
    expect((await of(drill)).map((n) => n.title)).toEqual(["[MÔ PHỎNG] KHẨN CẤP: Lũ trên sông – Trạm đo"]);
  });
});

describe("in a flood", () => {
  beforeEach(() =>
    db.pool.query(
      "INSERT INTO flood (simulated, started_at, started_by, rate, peak_rate, alarms) VALUES (false, now(), 'job:flood', 20, 20, 20)",
    ),
  );

  test("the low ones tell nobody singly, the urgent ones as always", async () => {
    const low = await stage.say(0, stage.raised(t0, 3));
    const high = await stage.say(1, stage.raised(t0, 2));
    await at(31);
    expect(await told(low)).toEqual([]);
    expect(await reasons(low)).toContain("1.0 cancelled flood");
    expect(await told(high)).not.toEqual([]);
  });
});

describe("what a person wants", () => {
  const night = (until: string) => ({ language: "en" as const, quiet: { from: "00:00", until } });

  test("quiet hours hold what is not urgent, and one message tells it when they end", async () => {
    await savePreferences(db.pool, "an", night("23:59"));
    const [low, second] = [await stage.say(0, stage.raised(t0, 3)), await stage.say(1, stage.raised(t0, 2))];
    const urgent = await stage.say(2, stage.raised(t0, 1));
    await at(31);
    const mine = async (id: number) =>
      (await notificationsOf(db.pool, id)).filter((n) => n.userId === "an" && n.channelId === "sms");
    expect((await mine(low)).map((n) => n.state)).toEqual(["held"]);
    expect((await mine(urgent)).map((n) => n.state)).toEqual(["waiting"]);
    expect((await notificationsOf(db.pool, low)).find((n) => n.userId === "binh")?.state).toBe("waiting");
    expect(await digestDue(db.pool, t0 + MINUTE)).toBe(0);
    await stage.act(second, { type: "acknowledged", at: t0 });
    const end = (await mine(low))[0]?.nextAt as number;
    expect(await digestDue(db.pool, end)).toBe(4);
    expect((await mine(low)).map((n) => [n.kind, n.state, n.reason])).toEqual([
      ["alert", "cancelled", "in_digest"],
      ["digest", "waiting", null],
    ]);
    const { rows } = await db.pool.query(
      "SELECT message FROM notification WHERE kind = 'digest' AND channel_id = 'sms'",
    );
    expect(rows[0].message.title).toBe("2 alerts in your quiet hours, 2 still open");
    expect(rows[0].message.lines.join("\n")).toMatch(/nobody has taken it[\s\S]*|taken/);
  });

  test("an address takes only what is as urgent as its owner asked", async () => {
    await db.pool.query(
      "UPDATE notify_contact SET min_priority = 2 WHERE user_id = 'an' AND channel_id = 'sms'",
    );
    const id = await stage.say(0, stage.raised(t0, 3));
    await at(31);
    expect(await told(id)).toEqual(["an/mail/1.0", "binh/sms/1.0"]);
    await db.pool.query("UPDATE notify_contact SET min_priority = 4");
  });

  test("a dead channel is not the only messenger: the others carry it too", async () => {
    await savePolicy(db.pool, {
      id: "p3-p4",
      nameVi: "Thấp",
      nameEn: "Low",
      match: { priorities: [3, 4] },
      steps: [{ afterS: 0, whom: "on_duty", channels: ["sms"] }],
    });
    const well = await stage.say(0, stage.raised(t0, 3));
    await at(31);
    expect(await told(well)).toEqual(["an/sms/1.0", "binh/sms/1.0"]);
    await db.pool.query("UPDATE notify_channel SET failures = 3 WHERE id = 'sms'");
    const ill = await stage.say(1, stage.raised(t0, 3));
    await at(31);
    expect(await told(ill)).toEqual(["an/mail/1.0", "an/sms/1.0", "binh/sms/1.0"]);
  });

  test("where nobody can be told, the task says so", async () => {
    await db.pool.query("UPDATE notify_contact SET enabled = false");
    const id = await stage.say(0, stage.raised(t0, 1));
    await at(0);
    expect((await reasons(id)).slice(0, 2)).toEqual(["1.0 done no_address", "2.0 done nobody"]);
  });
});

test("several processes share the work and tell nothing twice", async () => {
  const ids = [];
  for (let n = 0; n < 40; n++) ids.push(await stage.say(n, stage.raised(t0, 1)));
  await Promise.all(Array.from({ length: 5 }, () => at(0)));
  const { rows } = await db.pool.query("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM notification");
  expect(rows[0]).toEqual({ n: 40 * 3, ids: 40 * 3 });
});

test("500 due at once: measured", async () => {
  const { recordSignals } = await import("#lib/alert/record.ts");
  const { tx } = await import("#lib/db/tx.ts");
  await tx(db.pool, (client) =>
    recordSignals(
      client,
      Array.from({ length: 500 }, (_, n) => stage.signal(n, [stage.raised(t0, 1)])),
    ),
  );
  const from = performance.now();
  await at(0);
  console.log(`500 alerts escalated in ${(performance.now() - from).toFixed(0)} ms`);
  const { rows } = await db.pool.query("SELECT count(*) AS n FROM notification");
  expect(rows[0].n).toBe(1_500);
});
