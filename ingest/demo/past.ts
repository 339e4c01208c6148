import type { Pool } from "#lib/db/pool.ts";
import type { Log } from "#lib/log.ts";
import { demoMark, runsSince, setDemoMark } from "#lib/scenario/sql.ts";
import { type Span, tell } from "./history.ts";
import type { Link } from "./link.ts";
import { DAY, MINUTE } from "./physics/calendar.ts";
import type { Tide } from "./physics/tide.ts";
import { posts, sceneOf } from "./scene.ts";

const HISTORY = 7 * DAY;
/** A gap shorter than this needs no filling: a restart, an update. */
const SMALL_GAP = 3 * MINUTE;

/** Marks: until when devices spoke live; and how far back the first story has been told. */
const LIVE = "live";
const TOLD = "told";

type Telling = { pool: Pool; link: Link; tide: Tide; seed: number; log: Log; signal: AbortSignal };

/** Notes that devices have spoken until now. */
export async function noteLive(pool: Pool, now: number): Promise<void> {
  await setDemoMark(pool, LIVE, now);
}

/** What is still to be told of the time before `now`: the gap since the last live value, and the first week. */
export async function untold(pool: Pool, now: number): Promise<Span[]> {
  const live = await demoMark(pool, LIVE);
  const told = await demoMark(pool, TOLD);
  const spans: Span[] = [];
  const from = now - HISTORY;
  if (live !== undefined && now - live > SMALL_GAP) spans.push({ from: Math.max(live, from), to: now });
  const start = told ?? live ?? now;
  if (told === undefined) await setDemoMark(pool, TOLD, start);
  const week = (await demoMark(pool, "week")) ?? start - HISTORY;
  await setDemoMark(pool, "week", week);
  if (start > week && start > from) spans.push({ from: Math.max(week, from), to: start });
  return spans;
}

/** Fills the past through the devices' own link, newest first; a stop in between goes on at the next start. */
export async function tellPast(spans: readonly Span[], now: number, by: Telling): Promise<void> {
  const earliest = Math.min(...spans.map((span) => span.from), now);
  const runs = await runsSince(by.pool, earliest);
  // A world of its own: it is asked about old times while the live one moves on, and is let go afterwards.
  const scene = sceneOf({ seed: by.seed, tide: by.tide, runs, since: earliest });
  for (const [i, span] of spans.entries()) {
    const isWeek = i === spans.length - 1 && span.to <= ((await demoMark(by.pool, TOLD)) ?? 0);
    const values = await tell(span, now, {
      posts,
      scene,
      link: by.link,
      signal: by.signal,
      told: async (from) => {
        if (isWeek) await setDemoMark(by.pool, TOLD, from);
      },
    });
    by.log.info({ values, hours: Math.round((span.to - span.from) / 3_600_000) }, "told of the past");
    if (by.signal.aborted) return;
  }
}
