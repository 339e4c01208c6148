import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditOf } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { findText } from "#lib/i18n/model.ts";
import { INCIDENT_REFUSALS } from "#lib/incident/model.ts";
import { openIncidents } from "#lib/incident/sql.ts";
import { tendIncidents } from "#lib/incident/tend.ts";
import { clear, raised, say, seedSituation, signal } from "#lib/incident/testing.ts";
import { MAINTENANCE_REFUSALS } from "#lib/maintenance/model.ts";
import { openMaintenance } from "#lib/maintenance/sql.ts";
import { tendMaintenance } from "#lib/maintenance/tend.ts";
import { type WebStation, webStation } from "#lib/user/testing.ts";
import { POST as decide } from "../maintenance/[id]/acts/route.ts";
import { POST as propose } from "../maintenance/route.ts";
import { POST as act } from "./[id]/acts/route.ts";
import { GET as detail } from "./[id]/route.ts";
import { POST as open } from "./route.ts";

let station: WebStation;
let db: WebStation["db"];
let series: number[];

beforeAll(async () => {
  station = await webStation();
  db = station.db;
  series = await seedSituation(db.pool, 20);
  await db.pool.query(
    "INSERT INTO agency (id, name_vi, name_en) VALUES ('kttv', 'Đài', 'Station'), ('khac', 'k', 'o')",
  );
  await db.pool.query("UPDATE asset SET agency_id = 'kttv' WHERE key IN ('gauges-1', 'gauges-2')");
  await station.add("admin2", "admin");
  await db.pool.query(`UPDATE auth."user" SET "agencyId" = 'kttv' WHERE role = 'agency'`);
});
afterAll(() => station?.close());
beforeEach(() => clear(db.pool));

type Route = (request: Request, context: never) => Promise<Response>;
function send(route: Route, as: string, body?: unknown, id?: number): Promise<Record<string, unknown>> {
  return station.ask(route, { who: as, body, params: { id: id ?? "" } });
}

const raise = async (n: number, more: object = {}) => {
  const gauge = { object: `series:${series[n]}`, series: series[n] as number, ...more };
  const [id] = await say(db.pool, signal(gauge, raised(Date.now())));
  return id as number;
};
async function incident(group: string, ...gauges: number[]) {
  const alerts: number[] = [];
  for (const n of gauges) alerts.push(await raise(n, { group }));
  const found = (await openIncidents(db.pool)).find((one) => one.group === group);
  return { id: found?.id as number, alerts };
}
const of = async (id: number) => (await openIncidents(db.pool)).find((one) => one.id === id);

describe("an incident in the hands of staff", () => {
  test("is opened of chosen alerts, which it takes with it, and takes in nothing by itself", async () => {
    const alertIds = [await raise(0, { group: null }), await raise(1, { group: null })];
    const opened = await send(open, "duty", { nameVi: "Vỡ đê An Hòa", alertIds });
    expect(opened).toMatchObject({ status: 200 });
    expect(await of(opened.id as number)).toMatchObject({ nameVi: "Vỡ đê An Hòa", group: null, total: 2 });
    expect((await auditOf(db.pool, `incident:${opened.id}`))[0]).toMatchObject({
      action: "incident.opened",
      actor: expect.stringMatching(/^user:/),
    });
    expect(await send(open, "duty", { nameVi: "x", alertIds: [999_999] })).toMatchObject({
      status: 409,
      reason: "unknown_alert",
    });
  });

  test("lets alerts go and takes them back: each undoes the other", async () => {
    const { id, alerts } = await incident("basin:Kôn", 0, 1, 2);
    const alertIds = [alerts[2] as number];
    expect(await send(act, "duty", { type: "detach", alertIds }, id)).toMatchObject({ status: 200 });
    expect(await of(id)).toMatchObject({ total: 2 });
    expect(await send(act, "duty", { type: "detach", alertIds }, id)).toMatchObject({
      reason: "other_incident",
    });
    expect(await send(act, "duty", { type: "attach", alertIds }, id)).toMatchObject({ status: 200 });
    expect(await of(id)).toMatchObject({ total: 3 });
    const story = await send(detail, "duty", undefined, id);
    const types = (story.events as { type: string }[]).map(({ type }) => type);
    expect(types).toEqual(["opened", "attached", "attached", "attached", "detached", "attached"]);
  });

  test("is renamed", async () => {
    const { id } = await incident("basin:Kôn", 0, 1);
    await send(act, "lead", { type: "rename", nameVi: "Lũ sông Kôn", nameEn: "Kôn flood" }, id);
    expect(await of(id)).toMatchObject({ nameVi: "Lũ sông Kôn", nameEn: "Kôn flood" });
  });

  test("goes into another with all its alerts, and with those that come later", async () => {
    const one = await incident("basin:Kôn", 0, 1);
    const other = await incident("basin:An Lão", 2, 3);
    expect(await send(act, "duty", { type: "merge", into: other.id }, one.id)).toMatchObject({ status: 200 });
    await raise(4, { group: "basin:Kôn" });
    expect(await openIncidents(db.pool)).toMatchObject([{ id: other.id, total: 5 }]);
    await tx(db.pool, (client) => tendIncidents(client, Date.now()));
    await raise(5, { group: "basin:Kôn" });
    expect(await openIncidents(db.pool)).toMatchObject([{ id: other.id, total: 6 }]);
    const again = await send(act, "duty", { type: "merge", into: other.id }, one.id);
    expect(again).toMatchObject({ status: 409, reason: "incident_closed" });
    expect(await send(act, "duty", { type: "merge", into: other.id }, other.id)).toMatchObject({
      reason: "same_incident",
    });
  });

  test("is closed with a note, and what comes later is another one", async () => {
    const { id } = await incident("basin:Kôn", 0, 1);
    expect(await send(act, "lead", { type: "close", note: " " }, id)).toMatchObject({ status: 400 });
    expect(await send(act, "lead", { type: "close", note: "Nước đã rút" }, id)).toMatchObject({
      status: 200,
    });
    await raise(2);
    await raise(3);
    expect(await openIncidents(db.pool)).toMatchObject([{ total: 2 }]);
    expect((await openIncidents(db.pool))[0]?.id).not.toBe(id);
  });

  test("never mixes simulated and real", async () => {
    const { id } = await incident("basin:Kôn", 0, 1);
    const alertIds = [await raise(2, { simulated: true })];
    expect(await send(act, "duty", { type: "attach", alertIds }, id)).toMatchObject({
      reason: "mixed_simulation",
    });
  });

  test("is edited by the duty room alone; an agency sees it when it has a part in it", async () => {
    const { id } = await incident("basin:Kôn", 0, 1);
    for (const role of ["agency", "leader", "admin"]) {
      expect(await send(act, role, { type: "rename", nameVi: "x" }, id)).toMatchObject({ status: 403 });
    }
    expect(await send(detail, "agency", undefined, id)).toMatchObject({ status: 404 });
    await db.pool.query("UPDATE alert SET agency_id = 'kttv' WHERE object = $1", [`series:${series[0]}`]);
    const seen = await send(detail, "agency", undefined, id);
    expect(seen).toMatchObject({ status: 200, events: [] });
    expect(seen.alerts).toHaveLength(1);
    const [own] = seen.alerts as { id: number }[];
    expect(seen).toMatchObject({ incident: { firstOut: { alertId: own?.id } } });
  });

  test("tells an agency nothing of the others' alerts in it, and its own however many there are", async () => {
    const { id } = await incident("basin:Kôn", 0, 1);
    await db.pool.query("UPDATE alert SET agency_id = 'khac' WHERE incident_id = $1", [id]);
    await db.pool.query(
      `INSERT INTO alert (rule_id, object, simulated, latched, process, response, visibility, priority, worst,
         occurrences, raised_at, rung_seq, rung_at, seq, incident_id, agency_id)
       SELECT rule_id, 'feed:' || n, false, false, 'active', 'unack', 'shown', 3, 3, 1,
         now() + make_interval(secs => n), 1, now(), 1, incident_id, CASE n WHEN 600 THEN 'kttv' ELSE 'khac' END
       FROM (SELECT rule_id, incident_id FROM alert WHERE incident_id = $1 LIMIT 1) one, generate_series(1, 600) n`,
      [id],
    );
    const seen = await send(detail, "agency", undefined, id);
    expect(seen).toMatchObject({
      status: 200,
      incident: { firstOut: null },
      alerts: [{ object: "feed:600" }],
    });
    const all = await send(detail, "duty", undefined, id);
    expect(all).toMatchObject({ incident: { firstOut: { alertId: expect.any(Number) } } });
  });
});

describe("a maintenance window", () => {
  const wish = (target: object) => ({
    workOrder: "LL-7",
    target,
    from: Date.now() - 1_000,
    until: Date.now() + 3_600_000,
    why: "Thay cảm biến",
  });
  const states = async () => (await openMaintenance(db.pool)).map(({ state }) => state);

  test("is proposed by one and approved by another administrator", async () => {
    const { id } = await send(propose, "admin", wish({ assets: ["gauges-3"] }));
    const approve = (as: string) => send(decide, as, { type: "approve" }, id as number);
    expect(await approve("admin")).toMatchObject({ status: 409, reason: "own_proposal" });
    expect(await approve("lead")).toMatchObject({ status: 403 });
    await tx(db.pool, (client) => tendMaintenance(client, Date.now()));
    expect(await states()).toEqual(["proposed"]);
    await station.passwordBy("admin2", "user:admin");
    expect(await approve("admin2")).toMatchObject({ reason: "password_not_own" });
    expect(await states()).toEqual(["proposed"]);
    await station.passwordBy("admin2", "self");
    expect(await approve("admin2")).toMatchObject({ status: 200 });
    expect(await approve("admin2")).toMatchObject({ status: 409, reason: "already_decided" });
    await tx(db.pool, (client) => tendMaintenance(client, Date.now()));
    expect(await states()).toEqual(["running"]);
    expect((await auditOf(db.pool, `maintenance:${id}`)).map(({ action }) => action)).toEqual([
      "maintenance.approve",
      "maintenance.propose",
    ]);
  });

  test("of an agency is about its own, and of no other person or rule", async () => {
    expect(await send(propose, "agency", wish({ assets: ["gauges-1", "gauges-2"] }))).toMatchObject({
      status: 200,
    });
    for (const target of [
      { assets: ["gauges-1", "gauges-3"] },
      { assets: ["no-such"] },
      { rules: ["flood"] },
      { unit: "21853" },
    ]) {
      expect(await send(propose, "agency", wish(target))).toMatchObject({
        status: 403,
        reason: "not_your_agency",
      });
    }
    expect(await send(propose, "duty", wish({ assets: ["gauges-1"] }))).toMatchObject({ status: 403 });
  });

  test("is called off by its proposer, before or during the work", async () => {
    const { id } = await send(propose, "lead", wish({ feeds: ["gauges"] }));
    await send(decide, "admin", { type: "approve" }, id as number);
    await tx(db.pool, (client) => tendMaintenance(client, Date.now()));
    const alert = await raise(0);
    const visibility = async () =>
      (await db.pool.query("SELECT visibility FROM alert WHERE id = $1", [alert])).rows[0]?.visibility;
    expect(await visibility()).toBe("maintenance");
    expect(await send(decide, "duty", { type: "cancel" }, id as number)).toMatchObject({ status: 403 });
    expect(await send(decide, "lead", { type: "cancel" }, id as number)).toMatchObject({ status: 200 });
    await tx(db.pool, (client) => tendMaintenance(client, Date.now()));
    expect(await visibility()).toBe("shown");
    expect(await states()).toEqual([]);
  });

  test("that would end before it begins, or lasts for ever, is no window", async () => {
    const now = Date.now();
    for (const until of [now - 5_000, now + 40 * 86_400_000]) {
      expect(await send(propose, "lead", { ...wish({ unit: "21853" }), until })).toMatchObject({
        status: 400,
      });
    }
  });
});

test("each reason to refuse has a sentence", () => {
  for (const reason of [...INCIDENT_REFUSALS, ...MAINTENANCE_REFUSALS]) {
    expect(findText("vi", `refusal.${reason}`), reason).toBeDefined();
  }
});
