import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordSignals } from "#lib/alert/record.ts";
import { alertsOfIncident } from "#lib/alert/sql.ts";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { EXTRAPOLATION } from "#lib/forecast/model.ts";
import { insertForecasts } from "#lib/forecast/sql.ts";
import { Quality } from "#lib/reading/model.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { draftOf, followUp } from "./draft.ts";
import { type Content, contentSchema, missing, type Warning, type WarningText } from "./model.ts";
import { stationsNow } from "./sql/stations.ts";
import type { Station } from "./station.ts";
import { applyAct } from "./warning.ts";

const NOW = Date.UTC(2025, 10, 19, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BY = { actor: "user:duty" as const, now: NOW };
const INCIDENT = 7;
let db: TestDatabase;
let gauges: number[];

beforeAll(async () => {
  db = await testDatabase();
  gauges = await seedGauges(db.pool, 3);
  await upsertRule(db.pool, floodRule(gauges));
  const { target: _, ...rest } = floodRule(gauges);
  const level = [{ id: "nhanh", priority: 2, value: 1 }];
  await upsertRule(db.pool, {
    ...rest,
    id: "rise",
    kind: "rate",
    params: { direction: "rising", windowMin: 60, levels: level, deadband: 0.1 },
    target: { series: gauges as [number, ...number[]] },
  });
  await upsertRule(db.pool, {
    ...rest,
    id: "quiet",
    kind: "silence",
    params: { periods: 3 },
    target: { feed: "gauges" },
  });
  await db.pool.query("UPDATE feed SET name_vi = 'Thủy văn (nhịp demo 10 giây)' WHERE id = 'gauges'");
  await db.pool.query(
    `INSERT INTO metric (id, domain, unit, name_vi, name_en, period_s, decimals)
     VALUES ('reservoir_level', 'reservoir', 'm', 'Mực nước hồ', 'Reservoir level', 900, 2) ON CONFLICT DO NOTHING`,
  );
  await db.pool.query(
    `INSERT INTO threshold_set (asset_id, metric_id, levels, source, verified, valid_from)
     SELECT asset_id, metric_id, '[{"id":"bd1","value":6,"severity":1},{"id":"bd2","value":7,"severity":2},{"id":"bd3","value":8,"severity":3}]',
       'test', true, '2025-01-01' FROM series`,
  );
});
afterAll(() => db?.drop());
beforeEach(() => db.pool.query("TRUNCATE alert, alert_event, reading, forecast RESTART IDENTITY CASCADE"));

type Raise = {
  rule?: string;
  series?: number | null;
  value?: number | null;
  limit?: number;
  priority?: 1 | 2 | 3;
  level?: string;
  expectedAt?: number;
  returned?: true;
};

async function raise({
  rule = "flood",
  series = null,
  value = 8.25,
  limit = 8,
  priority = 1,
  level = "bd3",
  expectedAt,
  returned,
}: Raise) {
  const { rows } = await db.pool.query<{ asset: number }>(
    "SELECT asset_id AS asset FROM series WHERE id = $1",
    [series],
  );
  const origin = {
    ruleId: rule,
    object: series === null ? "feed:gauges" : `series:${series}`,
    seriesId: series,
    assetId: rows[0]?.asset ?? null,
    feedId: "gauges",
    simulated: false,
    latched: false,
    agencyId: null,
    causeGroup: series === null ? null : "basin:Kôn",
  };
  const at = NOW - 30 * MINUTE;
  const standing = { priority, level, value, limit, peak: value, ...(expectedAt && { expectedAt }) };
  const over = returned ? [{ type: "returned" as const, at: NOW - MINUTE, value: 1, peak: value }] : [];
  const signal = {
    origin,
    actor: `rule:${rule}`,
    verdicts: [{ type: "raised" as const, at, ...standing }, ...over],
  };
  const ids = await tx(db.pool, (client) => recordSignals(client, [signal]));
  await db.pool.query("UPDATE alert SET incident_id = $2 WHERE id = ANY($1)", [ids, INCIDENT]);
}

const read = (series: number, at: number, value: number, quality = 0) =>
  db.pool.query("INSERT INTO reading (series_id, time, value, quality) VALUES ($1, $2, $3, $4)", [
    series,
    new Date(at),
    value,
    quality,
  ]);

async function drafted(): Promise<Content> {
  const alerts = await alertsOfIncident(db.pool, INCIDENT);
  const ids = [...new Set(alerts.flatMap(({ seriesId }) => seriesId ?? []))];
  return draftOf({ alerts, stations: await stationsNow(db.pool, ids, NOW), units: [], now: NOW });
}
const said = (text: string) => text.replaceAll("\u202f", " ");

describe("a text for the public", () => {
  test("says of a station its level now, when measured, alarm level, trend and forecast, once", async () => {
    const [gauge] = gauges as [number];
    await raise({ series: gauge });
    await raise({ rule: "rise", series: gauge, value: 1.12, limit: 1, priority: 2, level: "nhanh" });
    await read(gauge, NOW - 65 * MINUTE, 7.4);
    await read(gauge, NOW, 7.75);
    const issue = {
      seriesId: gauge,
      issuedAt: NOW - 60 * MINUTE,
      low: null,
      high: null,
      model: "m",
      simulated: false,
    };
    const points = [
      { ...issue, source: "gauges", validAt: NOW - 10 * MINUTE, value: 9.9 },
      { ...issue, source: "gauges", validAt: NOW + 120 * MINUTE, value: 8.6 },
      { ...issue, source: EXTRAPOLATION, validAt: NOW + 30 * MINUTE, value: 9.5 },
    ];
    await tx(db.pool, (client) => insertForecasts(client, points));
    const { vi, en } = await drafted();
    expect(said(vi.description)).toBe(
      "Trạm 1: mực nước sông 7,75 m lúc 08:00 19/11/2025, trên báo động II (7,00 m), đang lên, tăng 0,35 m trong 65 phút qua, dự báo lên đến 8,60 m lúc 10:00 19/11/2025.",
    );
    expect(said(en.description)).toContain("above alarm II (7.00 m), rising, up 0.35 m in the last 65 min");

    // It lay unsigned until the forecast had passed; its author takes that out, or drafts anew.
    const late = NOW + 121 * MINUTE;
    const content = await drafted();
    const signable = { ...content, expires: late + MINUTE };
    expect(missing(signable, NOW + 119 * MINUTE)).not.toContain("forecast_passed");
    expect(missing(signable, late)).toContain("forecast_passed");
    const without = (text: WarningText) => ({
      ...text,
      description: text.description.replace(/, (dự báo|forecast).*/, "."),
    });
    expect(missing({ ...signable, vi: without(content.vi) }, late)).toContain("forecast_passed");
    const mended = { ...signable, vi: without(content.vi), en: without(content.en) };
    expect(missing(mended, late)).not.toContain("forecast_passed");
    // Whoever writes takes it out of the text, not out of the record.
    const edit = { type: "edit" as const, content: { ...content, foretold: [] }, version: 1 };
    expect(applyAct({ state: "draft", content, version: 1 } as Warning, edit, BY)).toMatchObject({ content });
  });

  test("of very many stations, told anew again and again, keeps only the forecasts that it says", async () => {
    const [gauge] = gauges as [number];
    await raise({ series: gauge });
    await read(gauge, NOW, 7.75);
    const alerts = await alertsOfIncident(db.pool, INCIDENT);
    const [station] = (await stationsNow(db.pool, [gauge], NOW)) as [Station];
    const stations = Array.from({ length: 300 }, (_, i) => {
      const ahead = { at: NOW + HOUR, value: 8 + i / 100, trend: false };
      return { ...station, seriesId: gauge + i, ahead };
    });
    let content = draftOf({ alerts, stations, units: [], now: NOW });
    expect(content.foretold).toHaveLength(24);
    for (let i = 0; i < 30; i++) content = followUp(content, "Update", { now: NOW, fresh: content });
    expect(contentSchema.safeParse(content).success).toBe(true);
  });

  test("never prints a rise as a level, a passed forecast, a suspect value or what an alert rang at", async () => {
    const [a, b] = gauges as [number, number];
    await raise({ rule: "rise", series: a, value: 1.12, limit: 1, level: "nhanh" });
    await raise({ rule: "flood", series: b, value: 12.34, expectedAt: NOW - 5 * MINUTE });
    await read(a, NOW - 5 * 1_000, 70.42);
    await read(a, NOW, 250, Quality.outOfRange);
    await read(b, NOW, 240, Quality.unconfirmed);
    const text = said((await drafted()).vi.description);
    expect(text).toContain("Trạm 1: mực nước sông 70,42 m lúc 07:59");
    expect(text).toContain("Trạm 2: chưa có số liệu");
    expect(text).not.toMatch(/1,12|12,34|250|240|dự báo/);
  });

  test("old is never now, and has no trend", async () => {
    const [gauge] = gauges as [number];
    await raise({ series: gauge });
    await read(gauge, NOW - 180 * MINUTE, 7.1);
    await read(gauge, NOW - 120 * MINUTE, 8.1);
    expect(said((await drafted()).vi.description)).toBe(
      "Trạm 1: số liệu gần nhất của mực nước sông là 8,10 m, đo lúc 06:00 19/11/2025; từ đó chưa có số liệu mới.",
    );
  });

  test("says nothing of the centre's own feeds and instruments", async () => {
    await raise({ series: gauges[0] as number });
    await raise({ rule: "quiet", value: null, limit: 30 });
    const { vi, en } = await drafted();
    expect(`${vi.headline} ${vi.description} ${en.headline} ${en.description}`).not.toMatch(
      /demo|nguồn|gauges|feed/i,
    );
    expect(vi.description).not.toContain("mất tín hiệu");
  });

  test("a flood of a basin is called a flood, whatever its dam rings at; by its river", async () => {
    const [dam, a, b] = gauges as [number, number, number];
    await db.pool.query("UPDATE series SET metric_id = 'reservoir_level' WHERE id = $1", [dam]);
    await raise({ series: dam, value: 89.1, level: "full" });
    await raise({ series: a, priority: 2 });
    await raise({ series: b, priority: 2 });
    const { vi, category } = await drafted();
    expect([vi.event, vi.headline, category]).toEqual([
      "Lũ, ngập lụt",
      "Lũ, ngập lụt: Lưu vực sông Kôn",
      "Met",
    ]);
    await db.pool.query("UPDATE alert SET incident_id = NULL WHERE series_id <> $1", [dam]);
    expect((await drafted()).vi.event).toBe("Hồ chứa có mực nước cao");
    await db.pool.query("UPDATE series SET metric_id = 'water_level' WHERE id = $1", [dam]);
  });

  test("of what is over does not say that it stands", async () => {
    await raise({ series: gauges[0] as number, returned: true });
    await read(gauges[0] as number, NOW, 5.2);
    const { vi, urgency, certainty } = await drafted();
    expect([urgency, certainty]).toEqual(["Unknown", "Unknown"]);
    expect(said(vi.description)).toContain("5,20 m lúc 08:00 19/11/2025, dưới báo động I");
  });

  test("simulated readings beside real alerts are said to be simulated", async () => {
    await db.pool.query("UPDATE feed SET simulated = true WHERE id = 'gauges'");
    await raise({ series: gauges[0] as number });
    await read(gauges[0] as number, NOW, 5.2);
    const { vi } = await drafted();
    expect(vi.description).toMatch(/^ĐÂY LÀ DỮ LIỆU MÔ PHỎNG[\s\S]*Trạm 1 \(mô phỏng\)/);
    await db.pool.query("UPDATE feed SET simulated = false WHERE id = 'gauges'");
  });
});
