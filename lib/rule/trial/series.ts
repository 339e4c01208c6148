import { type Band, shapeKey } from "#lib/season/model.ts";
import { allBands, type Bands, bandsNow } from "#lib/season/sql.ts";
import { aimsAtSeries } from "../model.ts";
import { readiesOf } from "../ready.ts";
import { type Minute, minuteRollups, rawReadings, seriesNames } from "../sql/trial.ts";
import type { WatchedFeed, WatchedSeries } from "../sql/watch.ts";
import { seriesAimedAt } from "../works.ts";
import { Player } from "./play.ts";
import type { Part, Stage } from "./stage.ts";
import type { Role } from "./tape.ts";

/** After so many readings no further series is begun: 30 days of 10 s (260,000) take 0.5 to 1.5 s on a busy machine. */
const MOST_READINGS = 20_000_000;
const MINUTE = 60_000;
const SERIES_A_QUERY = 50;

/** The series that a rule is aimed at. */
export async function castSeries(stage: Stage): Promise<Part[]> {
  const { works, tape } = stage;
  const feeds = new Map(stage.feeds.map((feed) => [feed.feedId, feed]));
  const mine: { series: WatchedSeries; feed: WatchedFeed }[] = [];
  for (const series of stage.series) {
    const feed = feeds.get(series.feedId);
    if (!feed || !aimsAtSeries(works.rule.target, series)) continue;
    if (seriesAimedAt([works], series, feed).length > 0) mine.push({ series, feed });
    else tape.skip("feed_off");
  }
  const names = await seriesNames(
    stage.db,
    mine.map(({ series }) => series.seriesId),
  );
  const bands = await bandsFor(
    stage,
    mine.map(({ series }) => series.seriesId),
  );
  const nameOf = new Map(names.map(({ seriesId, vi, en }) => [seriesId, { vi, en }]));
  return mine.map(({ series }) => {
    const { seriesId, assetId, feedId, metricId } = series;
    const named = nameOf.get(seriesId) ?? { vi: series.assetKey, en: series.assetKey };
    const role = { object: `series:${seriesId}`, assetId, seriesId, feedId, metricId, names: named };
    return { role, play: () => playSeries(stage, { series, bands: bands.get(seriesId) }, role) };
  });
}

/** Those that live judging uses; where there are none yet, what they would be now. */
async function bandsFor({ db, works, to }: Stage, ids: readonly number[]): Promise<Bands> {
  const shape = works.kind.shape?.(works.params);
  if (!shape) return new Map();
  const key = shapeKey(shape);
  const kept = await allBands(db);
  const missing = ids.filter((id) => !kept.get(id)?.has(key));
  const made = new Map(kept);
  for (let i = 0; i < missing.length; i += SERIES_A_QUERY) {
    const some = missing.slice(i, i + SERIES_A_QUERY);
    for (const [id, band] of await bandsNow(db, some, { shape, now: to }))
      made.set(id, new Map([[key, band]]));
  }
  return made;
}

type Playing = { series: WatchedSeries; bands: ReadonlyMap<string, Band> | undefined };

async function playSeries(stage: Stage, { series, bands }: Playing, role: Role): Promise<void> {
  const { tape, from, to, rawFrom } = stage;
  if (tape.readings > MOST_READINGS) {
    tape.cut = true;
    return tape.skip("too_many");
  }
  const { periodMs } = series;
  const coarse = from < rawFrom ? Math.max(periodMs, MINUTE) : periodMs;
  const periods = readiesOf(
    stage.works,
    { periodMs: coarse, bands },
    stage.sets(series.assetId, series.metricId),
  );
  const { kind } = stage.works;
  if (periods.length === 0) return tape.skip(kind.shape ? "few_samples" : "no_limit");
  const voice = kind.listens ? null : await stage.voice(series.feedId);
  const player = new Player({ kind, periods, periodMs: coarse, from, voice, write: tape.writer(role) });
  if (from < rawFrom) await playMinutes(stage, series.seriesId, player);
  await playRaw(stage, series.seriesId, player);
  player.end(to);
  tape.objects++;
  tape.skip("suspect", player.suspect);
}

async function playRaw({ db, from, to, rawFrom, tape, signal }: Stage, seriesId: number, player: Player) {
  for await (const batch of rawReadings(db, { seriesId, from: Math.max(from, rawFrom), to })) {
    signal?.throwIfAborted();
    tape.readings += batch.length;
    for (const [time, value, quality] of batch) player.hear(time, value, quality);
  }
}

async function playMinutes({ db, from, to, rawFrom, tape, signal }: Stage, seriesId: number, player: Player) {
  let some = false;
  for await (const batch of minuteRollups(db, { seriesId, from, to: Math.min(to, rawFrom) })) {
    signal?.throwIfAborted();
    some ||= batch.length > 0;
    tape.readings += batch.length;
    for (const minute of batch) hearMinute(minute, player);
  }
  if (some) tape.skip("minutes");
}

/** Of a minute only its first, least, greatest and last value are known; they are told in the likelier order. */
function hearMinute([bucket, first, min, max, last, count]: Minute, player: Player): void {
  player.hear(bucket, first, 0);
  if (count === 1 || (min === max && first === min)) return;
  const [near, far] = last >= first ? [min, max] : [max, min];
  player.hear(bucket + 20_000, near, 0);
  player.hear(bucket + 40_000, far, 0);
  player.hear(bucket + 59_000, last, 0);
}
