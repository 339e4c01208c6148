import { LiveStore } from "#components/live/store.ts";
import { json, meta } from "#components/live/testing.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { leanOf, type Names, packAlerts, partsOf } from "#lib/alert/wire.ts";
import type { Asset, TrialAsset } from "#lib/asset/model.ts";
import { metrics } from "#lib/metric/catalog.ts";
import type { FeedRow, RegisterPayload, Topic } from "#lib/protocol.ts";
import { frameBytes, positionColumns, readingColumns } from "#lib/reading/frame.ts";
import { Quality } from "#lib/reading/model.ts";
import { toTable } from "#lib/table.ts";

/** Ways in which a screen knows little, each made of the same small province. All times by the server's clock. */
export const NOW = Date.UTC(2026, 10, 30, 23, 27);
const HOUR = 3_600_000;
const DAYS_3 = 72 * HOUR;
const PERIOD_S = 600;

/** Places that measure everything; a vessel and a bus each beside them. */
const PLACES = [0, 1, 2, 3] as const;
/** Nothing else on a screen is written like these; all are normal on every scale, the first is the highest. */
const VALUES = [37.25, 36.25, 35.25, 34.25] as const;
export const FIGURES = [37, 36, 35, 34].flatMap((whole) => [`${whole},25`, `${whole},3`, `${whole},2`]);

export type Scene = {
  name: string;
  /** Age of a place's readings, ms; undefined: it never said anything. */
  age(place: number): number | undefined;
  quality?(place: number): number;
  isSimulated?(place: number): boolean;
  /** Since the databases behind feeds and records were heard, ms; null: never. */
  feedAge: number | null;
  /** What the page hears of its server. */
  link?: "deaf" | "unstored" | "lost";
};

const fresh = { age: () => 1_000, feedAge: 1_000 };

/** Of these nothing may be said of now. */
export const UNKNOWN: readonly Scene[] = [
  { name: "nothing", age: () => undefined, feedAge: null },
  { name: "all stale", age: () => DAYS_3, feedAge: DAYS_3 },
  { name: "unknown quality", age: () => 1_000, quality: () => Quality.deviceFlag, feedAge: DAYS_3 },
  { name: "only unconfirmed", age: () => 1_000, quality: () => Quality.unconfirmed, feedAge: DAYS_3 },
  { name: "the server deaf", ...fresh, link: "deaf" },
  { name: "nothing stored", ...fresh, link: "unstored" },
  { name: "the server gone", ...fresh, link: "lost" },
];
/** Of these something may be said, and how much must be. */
export const PARTLY: readonly Scene[] = [
  { name: "half stale", age: (place) => (place % 2 === 0 ? 1_000 : DAYS_3), feedAge: 1_000 },
  { name: "a single reading", age: (place) => (place === 0 ? 1_000 : undefined), feedAge: 1_000 },
];
export const SIMULATED: Scene = {
  name: "simulated beside real",
  ...fresh,
  isSimulated: (place) => place === 0,
};
export const WHOLE: Scene = { name: "all known", ...fresh };

export const EVERY: readonly Scene[] = [...UNKNOWN, ...PARTLY, SIMULATED, WHOLE];

/** Kinds of things that move, and types of records, that the registries' examples ask for; and open alerts. */
export type Asked = { kinds: readonly string[]; types: readonly string[]; alerts?: readonly AlertRow[] };

/** A page's store as it is in a scene. `tick`: ms of the page's own clock now. */
export function storeOf(scene: Scene, { kinds, types, alerts = [] }: Asked, tick: number): LiveStore {
  const store = new LiveStore();
  store.hello({ build: null, epoch: "e", serverTime: NOW, who: { kind: "kiosk", wallId: "overview" } }, tick);
  store.status({ serverTime: NOW, picture: "live", since: NOW, deaf: null }, tick);
  const put = (topic: Topic, body: Uint8Array) => {
    store.want(topic);
    store.frame({ ...meta(topic, 1, true), serverTime: NOW }, body, tick);
  };
  put("register", json<"register">(registerOf(scene, kinds)));
  for (const metric of metrics) put(`readings:${metric.id}`, readingsOf(scene, metrics.indexOf(metric)));
  for (const kind of kinds) put(`positions:${kind}`, positionsOf(scene, kinds.indexOf(kind)));
  put("feeds", json<"feeds">({ feeds: FEEDS.map((id) => feedOf(scene, id)) }));
  put("records", json<"records">(recordsOf(scene, types)));
  put("scenario", json<"scenario">({ running: null, demo: false }));
  put("incidents", json<"incidents">({ incidents: [], floods: [], maintenance: [], hidden: NOTHING_HIDDEN }));
  put("alerts", frameOf(alerts));
  if (scene.link === "deaf") store.status({ serverTime: NOW, picture: "lost", since: NOW, deaf: null }, tick);
  if (scene.link === "unstored") {
    const deaf = { reason: "no_ingest", since: NOW, waiting: 9 } as const;
    store.status({ serverTime: NOW, picture: "live", since: NOW, deaf }, tick);
  }
  if (scene.link === "lost") store.watch.look(tick + HOUR, NOW);
  return store;
}

const FEEDS = ["that", "mo-phong"] as const;
const nothing = { count: 0, since: null, byPriority: { 1: 0, 2: 0, 3: 0, 4: 0 } };
const NOTHING_HIDDEN = {
  shelved: nothing,
  suppressed: nothing,
  maintenance: nothing,
  symptoms: { series: 0, feeds: 0, since: null },
};

function frameOf(rows: readonly AlertRow[]): Uint8Array {
  const names: Names = {};
  for (const { kind, id, value } of rows.flatMap(partsOf)) {
    names[kind] = { ...names[kind], [id]: value };
  }
  return new TextEncoder().encode(JSON.stringify(packAlerts(rows.map(leanOf), names, [])));
}

const placeId = (place: number) => 1 + place;
const seriesId = (metric: number, place: number) => 1 + metric * PLACES.length + place;
const moverId = (kind: number, place: number) => 100 + kind * PLACES.length + place;

function registerOf(scene: Scene, kinds: readonly string[]): RegisterPayload {
  const feedId = (place: number) => (scene.isSimulated?.(place) ? "mo-phong" : "that");
  const asset = (id: number, kind: string, place: number): Asset => ({
    id,
    key: `${kind}-${place}`,
    kind,
    nameVi: `Nơi ${kind} thứ ${"abcd"[place]}`,
    nameEn: `${kind} ${"abcd"[place]}`,
    lon: 109 + place / 10,
    lat: 13.8,
    basin: null,
    unitCode: null,
    feedId: feedId(place),
    illustrative: false,
  });
  const assets = [
    ...PLACES.map((place) => asset(placeId(place), "gauge", place)),
    ...kinds.flatMap((kind, k) => PLACES.map((place) => asset(moverId(k, place), kind, place))),
  ];
  return {
    assets: toTable(assets),
    series: toTable(
      metrics.flatMap(({ id }, metric) =>
        PLACES.map((place) => ({
          id: seriesId(metric, place),
          assetId: placeId(place),
          metricId: id,
          feedId: feedId(place),
          periodS: PERIOD_S,
        })),
      ),
    ),
    thresholds: metrics.flatMap(({ id, levels }) =>
      levels?.by === "threshold"
        ? [
            {
              assetId: null,
              metricId: id,
              levels: levels.items
                .slice(1)
                .map((item, i) => ({ id: item.key, value: 1_000 + i, severity: 1 })),
              source: "thử",
              verified: true,
            },
          ]
        : [],
    ),
    feeds: FEEDS.map((id) => ({ id, nameVi: id, nameEn: id, simulated: id === "mo-phong" })),
    onTrial: toTable<TrialAsset>([]),
    agencies: [],
    province: null,
  };
}

function readingsOf(scene: Scene, metric: number): Uint8Array {
  const said = PLACES.filter((place) => scene.age(place) !== undefined);
  const columns = readingColumns(said.length);
  said.forEach((place, i) => {
    columns.ids[i] = seriesId(metric, place);
    columns.time[i] = NOW - (scene.age(place) ?? 0);
    columns.value[i] = VALUES[place];
    columns.quality[i] = scene.quality?.(place) ?? 0;
  });
  return frameBytes(columns);
}

function positionsOf(scene: Scene, kind: number): Uint8Array {
  const said = PLACES.filter((place) => scene.age(place) !== undefined);
  const columns = positionColumns(said.length);
  said.forEach((place, i) => {
    columns.ids[i] = moverId(kind, place);
    columns.time[i] = NOW - (scene.age(place) ?? 0);
    columns.lon[i] = 109 + place / 10;
    columns.lat[i] = 13.8;
    columns.speed[i] = 12;
    columns.course[i] = 90;
    columns.quality[i] = scene.quality?.(place) ?? 0;
  });
  return frameBytes(columns);
}

function feedOf(scene: Scene, feedId: (typeof FEEDS)[number]): FeedRow {
  const at = scene.feedAge === null ? null : NOW - scene.feedAge;
  return {
    feedId,
    state: at === null ? "waiting" : "live",
    detail: null,
    received: 100,
    stored: 100,
    duplicates: 0,
    corrected: 0,
    graded: 0,
    refused: 0,
    lastEventAt: at,
    lastStoredAt: at,
    nameVi: feedId,
    nameEn: feedId,
    kind: "json",
    periodS: PERIOD_S,
    simulated: feedId === "mo-phong",
    enabled: true,
  };
}

/** Counts that a screen would write as 3.725, 3.525 and 2.935. */
export const COUNTS = ["3.725", "3.525", "2.935"];

function recordsOf(scene: Scene, types: readonly string[]) {
  if (scene.feedAge === null) return { counts: [], newest: [], overdue: {} };
  const at = NOW - scene.feedAge;
  const cell = { agencyId: "", day: "2026-11-30" };
  return {
    counts: types.flatMap((type) => [
      { ...cell, type, state: "Mới", severity: 4, outcome: "", count: 3_725 },
      { ...cell, type, state: "Xong", severity: 1, outcome: "on_time", count: 3_525 },
      { ...cell, type, state: "Xong", severity: 1, outcome: "late", count: 2_935 },
    ]),
    newest: types.map((type) => ({
      feedId: scene.isSimulated?.(0) ? "mo-phong" : "that",
      type,
      key: "k",
      state: "Mới",
      severity: 1,
      title: null,
      agencyId: null,
      changedAt: at,
      openedAt: at,
      dueAt: null,
      lon: null,
      lat: null,
    })),
    overdue: {},
  };
}
