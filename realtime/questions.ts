import { agencyNames } from "#lib/agency/sql.ts";
import { alertsByIds, openAlerts } from "#lib/alert/sql.ts";
import { allAssets, allSeries } from "#lib/asset/sql.ts";
import type { Pool } from "#lib/db/pool.ts";
import { feedRows } from "#lib/feed/sql.ts";
import { runningFloods } from "#lib/flood/sql.ts";
import { hiddenCounts } from "#lib/incident/hidden.ts";
import { incidentFor } from "#lib/incident/model.ts";
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
import { type Audience, agencyOf } from "./audience.ts";
import type { AlertQuestions } from "./reader.ts";

const DAY_MS = 86_400_000;
/** Counts by day of opening go back so far; what is older is one more day. */
const COUNT_DAYS = 30;
const HEADLINES = 40;

/** What the state asks of the database; times in ms. */
export type Questions = {
  [N in Exclude<keyof Payloads, "presence">]: (now: number) => Promise<Payloads[N]>;
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
    feeds: async () => ({ feeds: await feedRows(db) }),
    register: (now) => register(db, now),
    records: (now) => records(db, now),
    scenario: () => scenario(db),
    incidents: () => incidents(db),
    shift: () => shiftNews(db),
  };
}

async function register(db: Pool, now: number): Promise<Payloads["register"]> {
  const [assets, series, thresholds, feeds, agencies, where] = await Promise.all([
    allAssets(db),
    allSeries(db),
    thresholdsValidOn(db, new Date(now)),
    feedRows(db),
    agencyNames(db),
    province(db),
  ]);
  return {
    assets: toTable(assets),
    series: toTable(series),
    thresholds,
    feeds: feeds.map(({ feedId, nameVi, nameEn, simulated }) => ({ id: feedId, nameVi, nameEn, simulated })),
    agencies,
    province: where,
  };
}

async function records(db: Pool, now: number): Promise<Payloads["records"]> {
  const types = await recordTypes(db);
  const newest = await Promise.all(types.map((type) => newestRecords(db, type, HEADLINES)));
  const counts = await liveCounts(db, new Date(now - COUNT_DAYS * DAY_MS));
  const overdue = await Promise.all(types.map(async (type) => [type, await overdueRecords(db, type, now)]));
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

async function incidents(db: Pool): Promise<Payloads["incidents"]> {
  const [open, floods, maintenance, hidden] = await Promise.all([
    openIncidents(db),
    runningFloods(db),
    openMaintenance(db),
    hiddenCounts(db),
  ]);
  return { incidents: open, floods, maintenance, hidden };
}

type Narrow<T> = (value: T, audience: Audience) => T;
/** What is shown to less than everybody (audience.ts names the topics): no persons, nothing of the inside of the network. */
export const narrowed: { [N in keyof Payloads]?: Narrow<Payloads[N]> } = {
  feeds: ({ feeds }) => ({ feeds: feeds.map((feed) => ({ ...feed, detail: null })) }),
  incidents: (all, audience) => {
    const agency = agencyOf(audience);
    if (agency === null) return { ...all, maintenance: all.maintenance.map(maintenanceWithoutPersons) };
    const own = all.incidents.filter(({ agencies }) => agencies.includes(agency));
    return { ...all, incidents: own.map((one) => incidentFor(agency, one)) };
  },
  records: (records) => ({ ...records, newest: records.newest.map(untitled) }),
};

function untitled(headline: RecordHeadline): RecordHeadline {
  return { ...headline, title: null };
}
