import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordSignals } from "#lib/alert/record.ts";
import { floodRule, seedGauges, seedPerson } from "#lib/alert/testing.ts";
import { auditOf } from "#lib/audit/sql.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { saveUnits } from "#lib/unit/sql.ts";
import type { Person, Role } from "#lib/user/model.ts";
import { actOnWarning, type Begin, begin, hashOf } from "./act.ts";
import type { Content, Warning, WarningRow } from "./model.ts";
import { messageXml, newestMessages, saveCapOffice, warningById } from "./sql.ts";
import { isWarningRefusal, type WarningAct } from "./warning.ts";
import { fromXml } from "./xml.ts";

const NOW = Date.UTC(2025, 10, 19, 1);
let db: TestDatabase;
let series: number[];

beforeAll(async () => {
  db = await testDatabase();
  series = await seedGauges(db.pool, 3);
  await upsertRule(db.pool, floodRule(series));
  await db.pool.query("UPDATE asset SET unit_code = '21796', lat = 13.9, lon = 109.1");
  for (const id of ["truc", "truong-ca", "lanh-dao"]) await seedPerson(db.pool, id, `Người ${id}`);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.pool.query("TRUNCATE warning, cap_message, alert, alert_event RESTART IDENTITY CASCADE");
  await saveCapOffice(db.pool, { sender: "ioc@tinh.example", nameVi: "Trung tâm", nameEn: "Centre" });
});

const person = (userId: string, role: Role): Person => ({
  kind: "person",
  userId,
  name: userId,
  role,
  agencyId: null,
});
const duty = person("truc", "duty");
const lead = person("truong-ca", "lead");
const leader = person("lanh-dao", "leader");

async function drafted(from: Begin = {}): Promise<WarningRow> {
  const made = await tx(db.pool, (client) => begin(client, { from, who: duty, now: NOW }));
  if ("reason" in made) throw new Error(made.reason);
  return (await warningById(db.pool, made.id)) as WarningRow;
}

const act = (warning: Pick<Warning, "id">, what: WarningAct, who: Person, now = NOW) =>
  tx(db.pool, (client) => actOnWarning(client, { warningId: warning.id, act: what, who, now }));

async function done(warning: Pick<Warning, "id">, what: WarningAct, who: Person): Promise<WarningRow> {
  const outcome = await act(warning, what, who);
  if (isWarningRefusal(outcome)) throw new Error(JSON.stringify(outcome));
  return outcome;
}

const words = { event: "Lũ", headline: "Lũ lớn", description: "Nước lên", instruction: "Sơ tán" };
const complete = (content: Content, more: Partial<Content> = {}): Content => ({
  ...content,
  vi: words,
  areaVi: "Xã Tây Sơn",
  communes: [{ code: "21796", nameVi: "Phường Bình Định", nameEn: "Binh Dinh" }],
  ...more,
});

async function written(more: Partial<Content> = {}, from: Begin = {}): Promise<WarningRow> {
  const draft = await drafted(from);
  return done(draft, { type: "edit", content: complete(draft.content, more), version: draft.version }, duty);
}

async function released(more: Partial<Content> = {}): Promise<WarningRow> {
  const { hash, ...warning } = await written({ status: "Actual", ...more });
  await done(warning, { type: "sign_first", hash }, lead);
  return done(warning, { type: "sign_second", hash }, leader);
}

describe("a warning", () => {
  test("is sent when a lead and then a leader have signed the same content", async () => {
    const warning = await released();
    expect(warning).toMatchObject({
      state: "released",
      firstName: "Người truong-ca",
      secondName: "Người lanh-dao",
      identifier: `ioc-tinh.example-20251119-${warning.id}`,
    });
    const message = fromXml((await messageXml(db.pool, warning.identifier as string)) as string);
    expect(message).toMatchObject({
      status: "Actual",
      sender: "ioc@tinh.example",
      sent: "2025-11-19T08:00:00+07:00",
    });
    expect(await newestMessages(db.pool, NOW)).toMatchObject([
      { headline: "Lũ lớn", areaDesc: "Xã Tây Sơn" },
    ]);
    const audit = await auditOf(db.pool, `warning:${warning.id}`);
    expect(audit.map(({ action }) => action).reverse()).toEqual([
      "warning.drafted",
      "warning.edit",
      "warning.sign_first",
      "warning.sign_second",
    ]);
  });

  test("cannot be signed twice by one person, or by the second before the first", async () => {
    const { hash, ...warning } = await written();
    expect(await act(warning, { type: "sign_second", hash }, leader)).toEqual({ reason: "not_signed_first" });
    await done(warning, { type: "sign_first", hash }, lead);
    expect(await act(warning, { type: "sign_first", hash }, lead)).toEqual({ reason: "already_signed" });
    expect(await act(warning, { type: "sign_second", hash }, lead)).toEqual({ reason: "same_person" });
    expect(await newestMessages(db.pool, NOW)).toEqual([]);
  });

  test("loses its first signature when it is edited, and takes none for what was not read", async () => {
    const before = await written();
    await done(before, { type: "sign_first", hash: before.hash }, lead);
    const content = { ...before.content, areaVi: "Cả tỉnh" };
    const after = await done(before, { type: "edit", content, version: before.version }, duty);
    expect(after).toMatchObject({ state: "draft", first: null });
    expect(await act(after, { type: "sign_first", hash: before.hash }, lead)).toEqual({
      reason: "content_changed",
    });
    const stale = { type: "edit", content, version: before.version } as const;
    expect(await act(after, stale, duty)).toEqual({ reason: "content_changed" });
  });

  test("with something missing is not signed, and says what", async () => {
    const draft = await drafted();
    expect(await act(draft, { type: "sign_first", hash: draft.hash }, lead)).toMatchObject({
      reason: "content_missing",
      missing: expect.arrayContaining(["headline", "area"]),
    });
    const [refused] = await auditOf(db.pool, `warning:${draft.id}`);
    expect(refused).toMatchObject({ action: "warning.refused", detail: { reason: "content_missing" } });
  });

  test("that expired while it lay there is not signed", async () => {
    const { hash, ...warning } = await written();
    const late = NOW + 7 * 3_600_000;
    expect(await act(warning, { type: "sign_first", hash }, lead, late)).toMatchObject({
      missing: ["expired"],
    });
  });

  test("goes out under a name or not at all", async () => {
    await db.pool.query("DELETE FROM setting WHERE key = 'cap_office'");
    const { hash, ...warning } = await written();
    await done(warning, { type: "sign_first", hash }, lead);
    expect(await act(warning, { type: "sign_second", hash }, leader)).toEqual({ reason: "sender_missing" });
    expect((await warningById(db.pool, warning.id))?.state).toBe("signed");
  });

  test("that was sent never changes, not even by hand in the database", async () => {
    const warning = await released();
    for (const what of [
      { type: "edit", content: warning.content, version: warning.version },
      { type: "withdraw", why: "x" },
    ] as const) {
      expect(await act(warning, what, duty)).toEqual({ reason: "warning_released" });
    }
    await expect(db.pool.query("UPDATE cap_message SET xml = ''")).rejects.toThrow("append-only");
    await expect(db.pool.query("DELETE FROM cap_message")).rejects.toThrow("append-only");
  });
});

describe("what follows a warning", () => {
  test("an update refers to it, and a cancellation to both; each has one follower", async () => {
    const first = await released();
    const update = await drafted({ warning: first.id, type: "Update" });
    expect(update.content).toMatchObject({ type: "Update", vi: words });
    const again = await tx(db.pool, (client) =>
      begin(client, { from: { warning: first.id, type: "Cancel" }, who: duty, now: NOW }),
    );
    expect(again).toEqual({ reason: "already_followed" });
    const sign = async (one: WarningRow) => {
      await done(one, { type: "sign_first", hash: one.hash }, lead);
      return done(one, { type: "sign_second", hash: one.hash }, leader);
    };
    const second = await sign(update);
    const cancel = await drafted({ warning: second.id, type: "Cancel" });
    const said = { ...cancel.content, vi: { ...words, instruction: "" } };
    const third = await sign(
      await done(cancel, { type: "edit", content: said, version: cancel.version }, duty),
    );
    const message = fromXml((await messageXml(db.pool, third.identifier as string)) as string);
    expect(message.msgType).toBe("Cancel");
    expect(message.references?.split(" ").map((r) => r.split(",")[1])).toEqual([
      first.identifier,
      second.identifier,
    ]);
    expect((await warningById(db.pool, first.id))?.followedBy).toEqual({ id: second.id, type: "Update" });
  });

  test("a draft that was withdrawn makes room for another", async () => {
    const first = await released();
    const update = await drafted({ warning: first.id, type: "Update" });
    await done(update, { type: "withdraw", why: "Nhầm" }, duty);
    await expect(drafted({ warning: first.id, type: "Cancel" })).resolves.toBeDefined();
  });
});

describe("from alerts", () => {
  async function raise(simulated: boolean, n = 0): Promise<number> {
    const at = NOW - 60_000;
    const origin = {
      ruleId: "flood",
      object: `series:${series[n]}`,
      seriesId: series[n] as number,
      assetId: (await assetOf(series[n] as number)) as number,
      feedId: "gauges",
      simulated,
      latched: false,
      agencyId: null,
      causeGroup: null,
    };
    const standing = { priority: 1, level: "bd3", value: 8.25, limit: 8, peak: 8.25 } as const;
    const signal = { origin, actor: "rule:flood", verdicts: [{ type: "raised", at, ...standing }] } as const;
    const [id] = await tx(db.pool, (client) => recordSignals(client, [signal]));
    return id as number;
  }
  const assetOf = async (id: number) =>
    (await db.pool.query<{ id: number }>("SELECT asset_id AS id FROM series WHERE id = $1", [id])).rows[0]
      ?.id;

  test("the first words name what happened, where and how bad", async () => {
    await saveUnits(db.pool, [
      {
        code: "21796",
        validFrom: "2025-07-01",
        validTo: null,
        kind: "ward",
        nameVi: "Phường Bình Định",
        nameEn: "Binh Dinh Ward",
        parentCode: "52",
        areaKm2: null,
        population: null,
        lon: null,
        lat: null,
        mergedFrom: [],
        source: "test",
      },
    ]);
    const { content } = await drafted({ alert: await raise(false) });
    expect(content).toMatchObject({
      status: "Exercise",
      category: "Met",
      severity: "Extreme",
      certainty: "Observed",
      communes: [{ code: "21796", nameVi: "Phường Bình Định" }],
      vi: { event: "Lũ, ngập lụt", headline: "Lũ, ngập lụt: Trạm 1" },
    });
    // What it stood at when it rang is not what it stands at: no good reading is known.
    expect(content.vi.description).toBe("Trạm 1: chưa có số liệu.");
    expect(hashOf(content)).toHaveLength(64);
  });

  test("an incident brings all its alerts; where no commune is known, the area is around them", async () => {
    await db.pool.query("DELETE FROM admin_unit");
    const ids = [await raise(false, 0), await raise(false, 1)];
    await db.pool.query("UPDATE alert SET incident_id = 5 WHERE id = ANY($1)", [ids]);
    const { content, incidentId } = await drafted({ incident: 5 });
    expect(incidentId).toBe(5);
    expect(content.vi.headline).toContain("và 1 điểm khác");
    expect(content.polygon).toHaveLength(4);
  });

  test("whoever may not see an alert draws up nothing from it", async () => {
    const from = { alert: await raise(false) };
    const who: Person = { ...duty, role: "agency", agencyId: "so-y-te" };
    expect(await tx(db.pool, (client) => begin(client, { from, who, now: NOW }))).toEqual({
      reason: "unknown_alert",
    });
  });

  test("what is simulated can be practised with, and never becomes an actual warning", async () => {
    const alert = await raise(true);
    const warning = await written({ status: "Actual" }, { alert });
    expect(await act(warning, { type: "sign_first", hash: warning.hash }, lead)).toEqual({
      reason: "simulated_source",
    });
    await expect(
      db.pool.query(
        `UPDATE warning SET state = 'released', first = '{"by":"user:a"}', second = '{"by":"user:b"}' WHERE id = $1`,
        [warning.id],
      ),
    ).rejects.toThrow("check constraint");
    const exercise = await done(
      warning,
      { type: "edit", content: { ...warning.content, status: "Exercise" }, version: warning.version },
      duty,
    );
    await done(exercise, { type: "sign_first", hash: exercise.hash }, lead);
    const sent = await done(exercise, { type: "sign_second", hash: exercise.hash }, leader);
    expect((await messageXml(db.pool, sent.identifier as string)) as string).toContain(
      "<status>Exercise</status>",
    );
  });
});
