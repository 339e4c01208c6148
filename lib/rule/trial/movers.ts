import { zonesSince } from "#lib/zone/sql.ts";
import type { Fix } from "../kinds/kind.ts";
import { aimsAtMover } from "../model.ts";
import { type Period, readiesOfMover, readyAt } from "../ready.ts";
import { assetNames, movesOf } from "../sql/trial-moves.ts";
import { type WatchedFeed, type WatchedMover, watchedMovers } from "../sql/watch.ts";
import { moversAimedAt } from "../works.ts";
import { Looker } from "./looks.ts";
import type { Part, Stage } from "./stage.ts";
import type { Role } from "./tape.ts";

/** Live, the clock looks each second; between two positions of a history this is fine enough. */
const LOOK_MS = 60_000;

/** What moves, where it is known to have been. */
export async function castMovers(stage: Stage): Promise<Part[]> {
  const { db, works, tape, from } = stage;
  const feeds = new Map(stage.feeds.map((feed) => [feed.feedId, feed]));
  const mine: { mover: WatchedMover; feed: WatchedFeed }[] = [];
  for (const mover of await watchedMovers(db)) {
    const feed = feeds.get(mover.feedId);
    if (!feed || !aimsAtMover(works.rule.target, mover)) continue;
    if (moversAimedAt([works], mover, feed).length > 0) mine.push({ mover, feed });
    else tape.skip("feed_off");
  }
  const zones = await zonesSince(db, new Date(from));
  const names = await assetNames(
    db,
    mine.map(({ mover }) => mover.assetId),
  );
  return mine.map(({ mover: { assetId, assetKey, feedId }, feed: { periodMs } }) => {
    const named = names.get(assetId) ?? { vi: assetKey, en: assetKey };
    const role = {
      object: `asset:${assetId}`,
      assetId,
      seriesId: null,
      feedId,
      metricId: null,
      names: named,
    };
    const periods = readiesOfMover(works, periodMs, zones);
    return { role, play: () => playMover(stage, { assetId, role, periods }) };
  });
}

type Playing = { assetId: number; role: Role; periods: readonly Period[] };

async function playMover(stage: Stage, { assetId, role, periods }: Playing): Promise<void> {
  const { db, tape, from, to, works, signal } = stage;
  if (periods.length === 0) return tape.skip("no_limit");
  const { kind } = works;
  const looker = new Looker(kind, tape.writer(role));
  const past = { mark: Number.NEGATIVE_INFINITY, last: null as Fix | null };
  const look = (time: number, fix: Fix | null) => {
    const { mark, last } = past;
    looker.look({ time, fix, last, mark, heard: mark, since: from, feed: null }, readyAt(periods, time));
  };
  const wait = (until: number) => {
    for (let at = Math.max(past.mark, from) + LOOK_MS; at < until; at += LOOK_MS) look(at, null);
  };
  for await (const moves of movesOf(db, { assetId, from, to })) {
    signal?.throwIfAborted();
    tape.readings += moves.length;
    for (const { time, ...fix } of moves) {
      wait(time);
      if (kind.listens) look(time, fix);
      Object.assign(past, { mark: time, last: fix });
      if (!kind.listens) look(time, null);
    }
  }
  wait(to);
  look(to, null);
  tape.objects++;
}
