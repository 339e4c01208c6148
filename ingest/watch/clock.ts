import type { Verdict } from "#lib/alert/event.ts";
import type { Client } from "#lib/db/pool.ts";
import type { Input, PositionInput } from "#lib/rule/kinds/kind.ts";
import { readyAt } from "#lib/rule/ready.ts";
import { feedsHeard, moversHeard, seriesHeard } from "#lib/rule/sql/watch.ts";
import { hearFeed } from "#lib/rule/voice.ts";
import { type Flight, isFree, leave, take } from "./flight.ts";
import type { Entry, Watched } from "./objects.ts";
import { everything, hearMover, hearSeries, type World } from "./world.ts";

/** At most so many verdicts a second; the rest have the next. It bounds the transaction when much falls silent. */
const MOST_VERDICTS = 500;

type Look = { flight: Flight; now: number; holds(feedId: string): boolean };

/** What the clock alone brings to pass: delays that end, silence that lasts, inputs that go stale. */
export async function lookAtClock(client: Client, world: World, { flight, now, holds }: Look): Promise<void> {
  await hearOthers(client, world, { now, holds });
  let verdicts = 0;
  for (const object of everything(world)) {
    if (verdicts >= MOST_VERDICTS) break;
    if (!holds(object.feedId) || !isFree(object, flight)) continue;
    verdicts += judgeClock(object, flight, now);
  }
  await leaveToOthers(client, flight, now);
}

/** Feeds speak of positions and records too, and another process may take in what a silent series says. */
async function hearOthers(client: Client, world: World, { now, holds }: Omit<Look, "flight">): Promise<void> {
  for (const { feedId, time } of await feedsHeard(client)) {
    const feed = world.feeds.get(feedId);
    if (feed) hearFeed(feed, Math.min(time, now));
  }
  await hearMovers(client, world, holds);
  const silent: number[] = [];
  for (const { seriesId, feedId, entries } of world.series.values()) {
    if (seriesId === null || silent.length >= 1_000 || !holds(feedId)) continue;
    if (entries.some((entry) => entry.standing && !entry.kind.listens)) silent.push(seriesId);
  }
  if (silent.length === 0) return;
  for (const { seriesId, time } of await seriesHeard(client, silent)) {
    const object = world.series.get(seriesId);
    if (object) object.heard = Math.max(object.heard, Math.min(time, now));
  }
}

async function hearMovers(client: Client, world: World, holds: Look["holds"]): Promise<void> {
  const silent: number[] = [];
  for (const [assetId, { feedId, entries }] of world.movers) {
    if (silent.length >= 1_000) break;
    if (holds(feedId) && entries.some((entry) => entry.standing && !entry.kind.listens)) silent.push(assetId);
  }
  if (silent.length === 0) return;
  for (const heard of await moversHeard(client, silent)) {
    const object = world.movers.get(heard.assetId);
    if (object) hearMover(object, heard);
  }
}

/** @returns how many verdicts there were */
function judgeClock(object: Watched, flight: Flight, now: number): number {
  let verdicts = 0;
  for (const entry of object.entries) {
    const judged = judgeEntry(entry, object, now);
    if (!judged) continue;
    if (object.flight !== flight) take(object, flight);
    entry.next = judged.state;
    entry.verdicts = judged.verdicts;
    verdicts += judged.verdicts.length;
  }
  return verdicts;
}

type Judged = { state: unknown; verdicts: readonly Verdict[] };

/** null: nothing new. */
function judgeEntry(entry: Entry, object: Watched, now: number): Judged | null {
  const ready = readyAt(entry.readies, now);
  if (ready === null) return null;
  const { feed } = object;
  const input: Input & PositionInput = {
    time: now,
    value: null,
    fix: null,
    last: object.fix,
    mark: object.mark,
    heard: object.heard,
    since: Math.max(object.since, feed?.since ?? object.since, feed?.unheard ?? object.since),
    feed: feed && feed.entries.length > 0 ? feed : null,
  };
  const judged = entry.kind.judge(entry.state, input, ready);
  return judged.state === entry.state && judged.verdicts.length === 0 ? null : judged;
}

/** Where another process has stored newer readings it judges them: what we were about to say of these is outdated. */
async function leaveToOthers(client: Client, flight: Flight, now: number): Promise<void> {
  const bySeries = new Map<number, Watched>();
  const movers = new Map<number, Watched>();
  for (const object of flight.objects) {
    const speaks = object.entries.some((entry) => entry.verdicts.some(({ type }) => type !== "returned"));
    if (object.seriesId !== null && speaks) bySeries.set(object.seriesId, object);
    else if (object.assetId !== null && speaks) movers.set(object.assetId, object);
  }
  await leaveMovers(client, movers, { flight, now });
  if (bySeries.size === 0) return;
  for (const { seriesId, time, quality } of await seriesHeard(client, [...bySeries.keys()])) {
    const object = bySeries.get(seriesId);
    if (!object || time <= object.heard || time > now) continue;
    leave(object, flight);
    hearSeries(object, { time, quality });
  }
}

async function leaveMovers(
  client: Client,
  movers: ReadonlyMap<number, Watched>,
  { flight, now }: Omit<Look, "holds">,
): Promise<void> {
  if (movers.size === 0) return;
  for (const heard of await moversHeard(client, [...movers.keys()])) {
    const object = movers.get(heard.assetId);
    if (!object || heard.time <= object.heard || heard.time > now) continue;
    leave(object, flight);
    hearMover(object, heard);
  }
}
