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

/** Until when devices spoke live; when they did for the first time; how far back from there has been told. */
const [LIVE, FIRST, TOLD] = ["live", "first", "told"] as const;

/** A span whose progress is remembered under a mark, where it has one. */
export type Untold = Span & { mark?: string };

/** Notes that devices have spoken until now. */
export async function noteLive(pool: Pool, now: number): Promise<void> {
  await setDemoMark(pool, LIVE, now);
}

/** What is still to be told of the time before `now`: the gap since the last live value, and the week before the first. */
export async function untold(pool: Pool, now: number): Promise<Untold[]> {
  const earliest = now - HISTORY;
  const live = await demoMark(pool, LIVE);
  const first = (await demoMark(pool, FIRST)) ?? now;
  await setDemoMark(pool, FIRST, first);
  const told = (await demoMark(pool, TOLD)) ?? first;
  const week = { from: Math.max(first - HISTORY, earliest), to: told, mark: TOLD };
  const gap = { from: Math.max(live ?? now, earliest), to: now };
  return [...(gap.to - gap.from > SMALL_GAP ? [gap] : []), ...(week.to > week.from ? [week] : [])];
}

type Telling = {
  pool: Pool;
  link: Pick<Link, "deliver">;
  tide: Tide;
  seed: number;
  log: Log;
  signal: AbortSignal;
};

/** Fills the past through the devices' own link, newest first; a stop in between goes on at the next start. */
export async function tellPast(spans: readonly Untold[], now: number, by: Telling): Promise<void> {
  if (spans.length === 0) return;
  const since = Math.min(...spans.map((span) => span.from));
  const runs = await runsSince(by.pool, since);
  // A world of its own: it is asked about old times while the live one moves on, and is let go afterwards.
  const scene = sceneOf({ seed: by.seed, tide: by.tide, runs, since });
  for (const { mark, ...span } of spans) {
    const told = async (from: number) => {
      if (mark) await setDemoMark(by.pool, mark, from);
    };
    const values = await tell(span, now, { posts, scene, link: by.link, signal: by.signal, told });
    by.log.info({ values, hours: Math.round((span.to - span.from) / 3_600_000) }, "told of the past");
    if (by.signal.aborted) return;
  }
}
