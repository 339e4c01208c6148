import { publish } from "#lib/db/bus.ts";
import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { watchedFeeds, watchedSeries } from "#lib/rule/sql/watch.ts";
import { allRules } from "#lib/rule/sql.ts";
import { seriesAimedAt, workingRules } from "#lib/rule/works.ts";
import { type Shape, shapeKey } from "#lib/season/model.ts";
import { bandsDue, dropBandsBut, isMyTurn, makeBands } from "#lib/season/sql.ts";
import type { Job, JobContext } from "./job.ts";

const HOUR = 3_600_000;
/** What is usual changes by days; while there are few of them, with each hour. */
const MADE_EVERY_MS = 24 * HOUR;
const YOUNG_EVERY_MS = HOUR;
/** Eight weeks of 50 series are 67,000 hours: 0.2 s. */
const SERIES_A_STEP = 50;

export default {
  id: "season",
  title: { vi: "Dải giá trị thường gặp theo giờ", en: "Usual values by hour" },
  everyMs: 10 * 60_000,
  async run(context) {
    const { pool } = context;
    const wishes = await wishesOf(pool);
    const dropped = await dropBandsBut(
      pool,
      wishes.map(({ shape }) => shapeKey(shape)),
    );
    const made: number[] = [];
    for (const wish of wishes) made.push(...(await make(context, wish)));
    if (made.length + dropped === 0) return undefined;
    await publish(pool, "config", [JSON.stringify({ changed: "season" })]);
    const empty = made.filter((most) => most === 0).length;
    return `usual values of ${made.length} series made${empty > 0 ? `, ${empty} of them without any hour yet` : ""}`;
  },
} satisfies Job;

type Wish = { shape: Shape; ids: number[] };

/** Every series that a rule compares with its usual values, by the shape that it asks for. */
async function wishesOf(pool: Pool): Promise<Wish[]> {
  const works = workingRules(await allRules(pool), () => {}).filter(({ kind }) => kind.shape);
  if (works.length === 0) return [];
  const feeds = new Map((await watchedFeeds(pool)).map((feed) => [feed.feedId, feed]));
  const wishes = new Map<string, { shape: Shape; ids: Set<number> }>();
  for (const series of await watchedSeries(pool)) {
    const feed = feeds.get(series.feedId);
    if (!feed) continue;
    for (const { kind, params } of seriesAimedAt(works, series, feed)) {
      const shape = kind.shape?.(params);
      if (!shape) continue;
      const wish = wishes.get(shapeKey(shape)) ?? { shape, ids: new Set() };
      wishes.set(shapeKey(shape), wish);
      wish.ids.add(series.seriesId);
    }
  }
  return [...wishes.values()].map(({ shape, ids }) => ({ shape, ids: [...ids] }));
}

/** Step by step, each in its own transaction; where another process is at work, it is left to that one. */
async function make({ pool, now, signal }: JobContext, { shape, ids }: Wish): Promise<number[]> {
  const made: number[] = [];
  while (!signal.aborted) {
    const done = await tx(pool, async (db) => {
      if (!(await isMyTurn(db))) return [];
      const due = await bandsDue(db, ids, {
        shape,
        since: now() - MADE_EVERY_MS,
        young: now() - YOUNG_EVERY_MS,
      });
      return due.length > 0 ? makeBands(db, due.slice(0, SERIES_A_STEP), { shape, now: now() }) : [];
    });
    if (done.length === 0) break;
    made.push(...done);
  }
  return made;
}
