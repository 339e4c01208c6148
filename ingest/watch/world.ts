import { openFolds } from "#lib/alert/sql.ts";
import type { Db } from "#lib/db/pool.ts";
import { SUSPECT } from "#lib/reading/model.ts";
import { isScanned } from "#lib/rule/kinds/kind.ts";
import type { Rule } from "#lib/rule/model.ts";
import { type Period, readiesOf, readiesOfMover, Thresholds } from "#lib/rule/ready.ts";
import {
  feedsHeard,
  type MoverHeard,
  moversHeard,
  ruleStates,
  seriesHeard,
  type WatchedFeed,
  type WatchedMover,
  type WatchedSeries,
  watchedFeeds,
  watchedMovers,
  watchedSeries,
} from "#lib/rule/sql/watch.ts";
import { allRules } from "#lib/rule/sql.ts";
import { hearFeed } from "#lib/rule/voice.ts";
import { feedsAimedAt, moversAimedAt, SeriesAims, type Working, workingRules } from "#lib/rule/works.ts";
import { allBands, type Bands } from "#lib/season/sql.ts";
import { thresholdPeriods } from "#lib/threshold/sql.ts";
import type { Zone } from "#lib/zone/model.ts";
import { zonesSince } from "#lib/zone/sql.ts";
import { entryOf, keyOf, type Memory, originOf, restore } from "./build.ts";
import { type Entry, inOrder, NEVER, NOWHERE, type Watched } from "./objects.ts";
import { recall } from "./recall.ts";

/** Everything under watch, in memory. Objects stay the same through a reload; their entries may change. */
export type World = {
  series: Map<number, Watched>;
  feeds: Map<string, Watched>;
  /** What moves, by its asset. */
  movers: Map<number, Watched>;
  /** Open alerts that no rule stands behind any more. */
  orphans: readonly Orphan[];
  /** Objects of which the database may know better: read again at the next tick. */
  doubtful: Set<Watched>;
  problems: readonly string[];
};
export type Orphan = { alertOf: Entry["origin"]; reason: "rule_disabled" | "target_gone" };

export const nothing = (): World => ({
  series: new Map(),
  feeds: new Map(),
  movers: new Map(),
  orphans: [],
  doubtful: new Set(),
  problems: [],
});

const DAY_MS = 86_400_000;
/** Late data of a month are still compared with the limits of their time. */
const LATEST_MS = 31 * DAY_MS;

/** Reads rules, register and memory, and brings the world to them. `now` is since when new objects are listened to. */
export async function readWorld(db: Db, world: World, now: number): Promise<void> {
  const [rules, series, feeds, thresholds, heard, memory, movers, zones] = await Promise.all([
    allRules(db),
    watchedSeries(db),
    watchedFeeds(db),
    thresholdPeriods(db, new Date(now - LATEST_MS)),
    feedsHeard(db),
    readMemory(db),
    watchedMovers(db),
    zonesSince(db, new Date(now - DAY_MS)),
  ]);
  const problems: string[] = [];
  const works = workingRules(rules, (problem) => problems.push(problem));
  world.problems = problems;
  const bands: Bands = works.some(({ kind }) => kind.shape) ? await allBands(db) : new Map();
  placeFeeds(world, { feeds, works, memory, now });
  for (const { feedId, time } of heard) {
    const feed = world.feeds.get(feedId);
    if (feed) feed.heard = Math.max(feed.heard, time);
  }
  const known = new Set([...everything(world)].flatMap((object) => object.entries));
  placeSeries(world, { series, feeds, works, memory, now, bands, thresholds: new Thresholds(thresholds) });
  placeMovers(world, { movers, zones, feeds, works, memory, now });
  world.orphans = orphansOf(world, { rules, works, memory });
  await recallNew(db, world, { known, now });
}

/** Entries that are in the air meanwhile are read anew at the next tick. */
async function recallNew(db: Db, world: World, { known, now }: { known: ReadonlySet<Entry>; now: number }) {
  const isNew = (object: Watched) => object.entries.some((entry) => !known.has(entry));
  const states = await recall(db, [...world.series.values()].filter(isNew), now);
  for (const { object, entry, state } of states) {
    if (known.has(entry)) continue;
    if (object.flight === null) entry.state = entry.next = state;
    else world.doubtful.add(object);
  }
}

type Standing = { rules: readonly Rule[]; works: readonly Working[]; memory: Memory };

/** A rule that is broken keeps its alerts: somebody will mend it. Those of scanned rules are the scans' matter. */
function orphansOf(world: World, { rules, works, memory }: Standing): Orphan[] {
  const working = new Set(works.map(({ rule }) => rule.id));
  const broken = new Set(rules.filter((r) => r.enabled && !working.has(r.id)).map((r) => r.id));
  const scanned = new Set(works.filter(({ kind }) => isScanned(kind.over)).map(({ rule }) => rule.id));
  const watched = new Set([...everything(world)].flatMap((o) => o.entries.map((e) => keyOf(e.origin))));
  return [...memory.alerts.values()].flatMap((alert) => {
    if (
      alert.process === "returned" ||
      broken.has(alert.ruleId) ||
      scanned.has(alert.ruleId) ||
      watched.has(keyOf(alert))
    )
      return [];
    const reason = working.has(alert.ruleId) ? ("target_gone" as const) : ("rule_disabled" as const);
    return [{ alertOf: alert, reason }];
  });
}

/** Brings objects that the caller has taken to what the database says now. */
export async function reread(db: Db, objects: readonly Watched[], now: number): Promise<void> {
  if (objects.length === 0) return;
  const bySeries = new Map(objects.flatMap((o) => (o.seriesId === null ? [] : [[o.seriesId, o] as const])));
  const memory = await readMemory(db);
  const heard = await seriesHeard(db, [...bySeries.keys()]);
  for (const { seriesId, time, quality } of heard) {
    const object = bySeries.get(seriesId);
    if (object) hearSeries(object, { time: Math.min(time, now), quality });
  }
  await rereadMovers(db, objects, now);
  for (const object of objects) for (const entry of object.entries) restore(entry, memory);
  for (const { entry, state } of await recall(db, objects, now)) entry.state = entry.next = state;
}

async function rereadMovers(db: Db, objects: readonly Watched[], now: number): Promise<void> {
  const movers = new Map(
    objects.flatMap((o) => (o.seriesId === null && o.assetId !== null ? [[o.assetId, o] as const] : [])),
  );
  if (movers.size === 0) return;
  for (const seen of await moversHeard(db, [...movers.keys()])) {
    const object = movers.get(seen.assetId);
    if (object) hearMover(object, { ...seen, time: Math.min(seen.time, now) });
  }
}

export function* everything(world: World): Generator<Watched> {
  yield* world.feeds.values();
  yield* world.series.values();
  yield* world.movers.values();
}

/** What another writer stored counts as heard. */
export function hearSeries(object: Watched, { time, quality }: { time: number; quality: number }): void {
  object.heard = Math.max(object.heard, time);
  if ((quality & SUSPECT) === 0) object.mark = Math.max(object.mark, time);
  if (object.feed) hearFeed(object.feed, time);
}

export function hearMover(object: Watched, { time, lon, lat, speed, quality }: MoverHeard): void {
  object.heard = Math.max(object.heard, time);
  if ((quality & SUSPECT) === 0 && time > object.mark) {
    object.mark = time;
    object.fix = { lon, lat, speed };
  }
  if (object.feed) hearFeed(object.feed, time);
}

async function readMemory(db: Db): Promise<Memory> {
  const states = await ruleStates(db);
  const alerts = await openFolds(db);
  return {
    states: new Map(states.map((state) => [keyOf(state), state])),
    alerts: new Map(alerts.map((alert) => [keyOf(alert), alert])),
  };
}

type Facts = { feeds: readonly WatchedFeed[]; works: readonly Working[]; memory: Memory; now: number };

function placeFeeds(world: World, { feeds, works, memory, now }: Facts): void {
  const before = world.feeds;
  world.feeds = new Map();
  for (const feed of feeds) {
    const { feedId, periodMs, simulated } = feed;
    const object = before.get(feedId) ?? newObject({ key: `feed:${feedId}`, feedId, since: now });
    object.periodMs = periodMs;
    object.belongs = { ...NOWHERE, agencyId: feed.agencyId };
    const aims = feedsAimedAt(works, feed).map((one) => ({
      works: one,
      periods: readiesOf(one, { periodMs }, []),
    }));
    placeEntries(world, object, { aims, simulated, memory });
    world.feeds.set(feedId, object);
  }
}

type SeriesFacts = Facts & { series: readonly WatchedSeries[]; thresholds: Thresholds; bands: Bands };

function placeSeries(world: World, facts: SeriesFacts): void {
  const { series, feeds, works, memory, now, thresholds, bands } = facts;
  const before = world.series;
  const feedOf = new Map(feeds.map((feed) => [feed.feedId, feed]));
  const aimed = new SeriesAims(works);
  world.series = new Map();
  for (const one of series) {
    const { seriesId, assetId, feedId, periodMs, time, quality } = one;
    const feed = feedOf.get(feedId);
    if (!feed) continue;
    const object =
      before.get(seriesId) ?? newObject({ key: `series:${seriesId}`, seriesId, assetId, feedId, since: now });
    object.periodMs = periodMs;
    object.feedId = feedId;
    object.feed = world.feeds.get(feedId) ?? null;
    const { agencyId, assetKey, basin, unitCode, feeder } = one;
    object.belongs = { agencyId, assetKey, basin, unitCode, feeder };
    if (!before.has(seriesId) && time !== null) {
      hearSeries(object, { time: Math.min(time, now), quality: quality ?? 0 });
    }
    const sets = thresholds.of(assetId, one.metricId);
    const aims = aimed.of(one, feed).map((w) => ({
      works: w,
      periods: readiesOf(w, { periodMs, bands: bands.get(seriesId) }, sets),
    }));
    placeEntries(world, object, { aims, simulated: feed.simulated, memory });
    world.series.set(seriesId, object);
  }
}

type MoverFacts = Facts & { movers: readonly WatchedMover[]; zones: readonly Zone[] };

/** Only those that a rule is aimed at: a province has more things than move. */
function placeMovers(world: World, { movers, zones, feeds, works, memory, now }: MoverFacts): void {
  const before = world.movers;
  const feedOf = new Map(feeds.map((feed) => [feed.feedId, feed]));
  world.movers = new Map();
  for (const mover of movers) {
    const { assetId, feedId, seen, agencyId, assetKey, basin, unitCode, feeder } = mover;
    const feed = feedOf.get(feedId);
    const aimed = feed ? moversAimedAt(works, mover, feed) : [];
    if (!feed || aimed.length === 0) continue;
    const object = before.get(assetId) ?? newObject({ key: `asset:${assetId}`, assetId, feedId, since: now });
    Object.assign(object, { periodMs: feed.periodMs, feedId, feed: world.feeds.get(feedId) ?? null });
    object.belongs = { agencyId, assetKey, basin, unitCode, feeder };
    if (!before.has(assetId) && seen) hearMover(object, { ...seen, time: Math.min(seen.time, now) });
    const aims = aimed.map((w) => ({ works: w, periods: readiesOfMover(w, feed.periodMs, zones) }));
    placeEntries(world, object, { aims, simulated: feed.simulated, memory });
    world.movers.set(assetId, object);
  }
}

type Aims = {
  aims: readonly { works: Working; periods: Period[] }[];
  simulated: boolean;
  memory: Memory;
};

/** An entry of the same version of its rule goes on as it is; any other is made from what the database remembers. */
function placeEntries(world: World, object: Watched, { aims, simulated, memory }: Aims): void {
  const before = new Map(object.entries.map((entry) => [`${entry.ruleId} ${entry.version}`, entry]));
  const entries: Entry[] = [];
  for (const { works, periods } of aims) {
    if (periods.length === 0) continue;
    const kept = before.get(`${works.rule.id} ${works.rule.version}`);
    if (kept) Object.assign(kept, { readies: periods, origin: originOf({ works, object, simulated }) });
    else if (before.size > 0) world.doubtful.add(object);
    entries.push(kept ?? entryOf({ works, object, simulated, periods }, memory));
  }
  object.entries = inOrder(entries);
}

type NewObject = Pick<Watched, "key" | "feedId" | "since"> & Partial<Watched>;

function newObject(given: NewObject): Watched {
  return {
    seriesId: null,
    assetId: null,
    belongs: NOWHERE,
    periodMs: 0,
    feed: null,
    entries: [],
    mark: NEVER,
    fix: null,
    heard: NEVER,
    unheard: NEVER,
    gap: 0,
    back: NEVER,
    flight: null,
    nextMark: NEVER,
    nextFix: null,
    nextHeard: NEVER,
    ...given,
  };
}
