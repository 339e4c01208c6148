import { agencyNames } from "#lib/agency/sql.ts";
import { alertsByIds, openAlerts } from "#lib/alert/sql.ts";
import { allAssets, allSeries, assetsOnTrial } from "#lib/asset/sql.ts";
import type { Pool } from "#lib/db/pool.ts";
import { feedRows } from "#lib/feed/sql.ts";
import { runningFloods } from "#lib/flood/sql.ts";
import { hiddenCounts } from "#lib/incident/hidden.ts";
import { openIncidents } from "#lib/incident/sql.ts";
import { maintenanceWithoutPersons } from "#lib/maintenance/model.ts";
import { openMaintenance } from "#lib/maintenance/sql.ts";
import { recentTrails } from "#lib/position/sql/trails.ts";
import { latestPositions } from "#lib/position/sql.ts";
import { TRAIL_GAP_MS, TRAIL_POINTS } from "#lib/position/trail.ts";
import type { Payloads, RecordHeadline } from "#lib/protocol.ts";
import { province } from "#lib/province/sql.ts";
import type { PositionColumns, ReadingColumns } from "#lib/reading/frame.ts";
import { latestReadings } from "#lib/reading/sql.ts";
import { liveCounts } from "#lib/record/sql/live.ts";
import { newestRecords, overdueRecords, recordTypes } from "#lib/record/sql.ts";
import { scenarioById } from "#lib/scenario/model.ts";
import { runningScenario } from "#lib/scenario/sql.ts";
import { shiftNews } from "#lib/shift/sql.ts";
import { toTable } from "#lib/table.ts";
import { thresholdsValidOn } from "#lib/threshold/sql.ts";
import type { AlertQuestions } from "./reader.ts";

const DAY_MS = 86_400_000;
/** Counts by day of opening go back so far; what is older is one more day. */
const COUNT_DAYS = 30;
const HEADLINES = 40;

/** What the state asks of the database; times in ms. `scope`: what this agency may see, null: everything. */
export type Questions = {
  [N in Exclude<keyof Payloads, "presence">]: (now: number, scope: string | null) => Promise<Payloads[N]>;
} & AlertQuestions & {
    readings(): Promise<ReadingColumns>;
    positions(): Promise<PositionColumns>;
    trails(now: number): Promise<PositionColumns>;
  };

export function questionsTo(db: Pool): Questions {
  return {
    readings: () => latestReadings(db),
    positions: () => latestPositions(db),
    trails: (now) => recentTrails(db, now - TRAIL_POINTS * TRAIL_GAP_MS),
    alerts: () => openAlerts(db),
    alertsOf: (ids) => alertsByIds(db, ids),
    feeds: async (_, scope) => ({ feeds: await feedRows(db, scope) }),
    register: (now) => register(db, now),
    records: (now, scope) => records(db, now, scope),
    scenario: () => scenario(db),
    incidents: (_, scope) => incidents(db, scope),
    shift: () => shiftNews(db),
  };
}

async function register(db: Pool, now: number): Promise<Payloads["register"]> {
  const [assets, series, onTrial, thresholds, feeds, agencies, where] = await Promise.all([
    allAssets(db),
    allSeries(db),
    assetsOnTrial(db),
    thresholdsValidOn(db, new Date(now)),
    feedRows(db),
    agencyNames(db),
    province(db),
  ]);
  return {
    assets: toTable(assets),
    series: toTable(series),
    onTrial: toTable(onTrial),
    thresholds,
    feeds: feeds.map(({ feedId, nameVi, nameEn, simulated }) => ({ id: feedId, nameVi, nameEn, simulated })),
    agencies,
    province: where,
  };
}

async function records(db: Pool, now: number, scope: string | null): Promise<Payloads["records"]> {
  const types = await recordTypes(db, scope);
  const newest = await Promise.all(types.map((type) => newestRecords(db, { type, limit: HEADLINES, scope })));
  const counts = await liveCounts(db, new Date(now - COUNT_DAYS * DAY_MS), scope);
  const overdue = await Promise.all(
    types.map(async (type) => [type, await overdueRecords(db, { type, now, scope })]),
  );
  return { counts, newest: newest.flat(), overdue: Object.fromEntries(overdue) };
}

async function scenario(db: Pool): Promise<Payloads["scenario"]> {
  const [run, feeds] = await Promise.all([runningScenario(db), feedRows(db)]);
  const story = run && scenarioById(run.scenario);
  return {
    running: run && {
      id: run.scenario,
      nameVi: story?.title.vi ?? run.scenario,
      nameEn: story?.title.en ?? run.scenario,
      startedAt: run.startedAt,
      speed: run.speed,
    },
    demo: feeds.some((feed) => feed.simulated && feed.enabled),
  };
}

async function incidents(db: Pool, scope: string | null): Promise<Payloads["incidents"]> {
  const [open, floods, maintenance, hidden] = await Promise.all([
    openIncidents(db, scope),
    runningFloods(db),
    openMaintenance(db, scope),
    hiddenCounts(db, scope),
  ]);
  return { incidents: open, floods, maintenance, hidden };
}

/** What screens opened by a kiosk link are shown of it: no persons, no cases, nothing of the inside of the network. */
export const forScreens: { [N in keyof Payloads]?: (value: Payloads[N]) => Payloads[N] } = {
  feeds: ({ feeds }) => ({ feeds: feeds.map((feed) => ({ ...feed, detail: null })) }),
  incidents: (all) => ({ ...all, maintenance: all.maintenance.map(maintenanceWithoutPersons) }),
  records: (records) => ({ ...records, newest: records.newest.map(withoutCase) }),
};

/** That something of a kind changed, when, and at which agency: not which case, of whom and where. */
function withoutCase(headline: RecordHeadline): RecordHeadline {
  return { ...headline, key: null, title: null, lon: null, lat: null };
}
