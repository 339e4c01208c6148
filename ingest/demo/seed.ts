import { createHash } from "node:crypto";
import { saveAgency } from "#lib/agency/sql.ts";
import { createSeries } from "#lib/asset/sql/create.ts";
import { type NewAsset, saveAssets } from "#lib/asset/sql/save.ts";
import type { Db, Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { saveFeed } from "#lib/feed/sql.ts";
import { mirrorMetrics } from "#lib/metric/sql.ts";
import { saveProvince } from "#lib/province/sql.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { demoSeed, setDemoSeed } from "#lib/scenario/sql.ts";
import { saveThresholdSet } from "#lib/threshold/sql.ts";
import { saveUnits } from "#lib/unit/sql.ts";
import { overview } from "#lib/wall/overview.ts";
import { seedWall } from "#lib/wall/sql.ts";
import { saveZone } from "#lib/zone/sql.ts";
import { agencies } from "./province/agencies.ts";
import { feeds } from "./province/feeds.ts";
import { limits } from "./province/limits.ts";
import { rules } from "./province/rules.ts";
import { rulesMoving } from "./province/rules-moving.ts";
import { seriesRules } from "./province/series-rules.ts";
import type { Site } from "./province/site.ts";
import { sites } from "./province/sites.ts";
import { units } from "./province/units.ts";
import { zones } from "./province/zones.ts";
import { posts } from "./scene.ts";

const province = {
  nameVi: "Gia Lai – Quảng Ngãi",
  nameEn: "Gia Lai – Quang Ngai",
  code: "52",
  timezone: "Asia/Ho_Chi_Minh",
  view: { lon: 108.98, lat: 14.36, zoom: 8.2 },
};
const ESTABLISHED = "2025-07-01";

/**
 * Writes the demo province into the register, in one transaction. Nothing is touched when the register already
 * holds this very province, so that what an administrator changed stays until the demo itself changes.
 * @returns whether anything was written
 */
export async function seedDemo(pool: Pool): Promise<boolean> {
  const version = versionOf();
  if ((await demoSeed(pool)) === version) return false;
  await tx(pool, async (db) => {
    await mirrorMetrics(db);
    await saveUnits(db, units());
    for (const agency of agencies) await saveAgency(db, agency);
    for (const feed of feeds) await saveFeed(db, feed);
    const ids = await saveAssets(db, sites.map(assetOf));
    await createSeries(db, seriesFor(ids));
    await saveLimits(db, ids);
    for (const zone of zones) await saveZone(db, zone);
    for (const rule of [...rules, ...seriesRules, ...rulesMoving]) await upsertRule(db, rule);
    await seedWall(db, overview);
    await saveProvince(db, province);
    await setDemoSeed(db, version);
  });
  return true;
}

function versionOf(): string {
  const series = posts.map(({ device, site }) => [
    device.id,
    device.feed,
    device.periodS,
    device.metrics,
    site.key,
  ]);
  const all = [
    agencies,
    feeds,
    sites,
    series,
    limits,
    rules,
    seriesRules,
    rulesMoving,
    zones,
    units(),
    province,
    overview,
  ];
  return createHash("sha256").update(JSON.stringify(all)).digest("hex");
}

function assetOf(site: Site): NewAsset {
  return {
    key: site.key,
    kind: site.kind,
    nameVi: site.nameVi,
    nameEn: site.nameEn,
    lon: site.lon,
    lat: site.lat,
    basin: site.basin ?? null,
    unitCode: site.unit ?? null,
    feedId: homeOf(site),
    agencyId: agencyOf(homeOf(site)),
    validFrom: ESTABLISHED,
    attributes: {
      simulated: true,
      illustrative: site.illustrative,
      ...(site.illustrative && { place: "vị trí minh họa" }),
      ...(site.facts && { facts: site.facts }),
    },
  };
}

/** The feed of a site's first device: the one that may move it. */
function homeOf(site: Site): string | null {
  const devices = posts.filter((post) => post.site === site).map((post) => post.device);
  return (
    (
      devices.find((device) => device.position) ??
      devices.find((device) => device.kinds[0] === site.kind) ??
      devices[0]
    )?.feed ?? null
  );
}

function agencyOf(feedId: string | null): string | null {
  return feeds.find((feed) => feed.id === feedId)?.agencyId ?? null;
}

function seriesFor(ids: Map<string, number>) {
  return posts.flatMap(({ device, site }) => {
    const assetId = idOf(ids, site.key);
    return device.metrics.map((metricId) => ({
      assetId,
      metricId,
      feedId: device.feed,
      periodS: device.periodS,
    }));
  });
}

async function saveLimits(db: Db, ids: Map<string, number>): Promise<void> {
  for (const { asset, metric, levels, source, validFrom, validTo, months } of limits) {
    await saveThresholdSet(db, {
      assetId: idOf(ids, asset),
      metricId: metric,
      levels: [...levels],
      source,
      verified: levels.every((level) => level.verified),
      validFrom,
      validTo,
      months: months ? [...months] : null,
    });
  }
}

function idOf(ids: Map<string, number>, key: string): number {
  const id = ids.get(key);
  if (id === undefined) throw new RangeError(`no asset ${key} in the demo province`);
  return id;
}
