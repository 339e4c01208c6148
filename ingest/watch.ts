import { recordDue } from "#lib/alert/record.ts";
import type { Client, Pool } from "#lib/db/pool.ts";
import type { Position, Reading } from "#lib/reading/model.ts";
import { lookAtClock } from "./watch/clock.ts";
import { type Flight, isFree, take, takeOff } from "./watch/flight.ts";
import { look, lookAtPositions, type Passed } from "./watch/judge.ts";
import { land } from "./watch/land.ts";
import { everything, nothing, readWorld, reread } from "./watch/world.ts";
import { write } from "./watch/write.ts";

export type Watch = {
  /**
   * Reads rules, thresholds and the register; call it at start and at each notice on the channel `config`. What is
   * under way in memory goes on. @returns what is wrong with rules that cannot be judged, for the log
   */
  load(): Promise<readonly string[]>;
  /** Judges readings and positions inside the transaction that stores them; see `Judge` in delivery.ts. */
  judge(
    client: Client,
    readings: readonly Reading[],
    now: number,
    positions?: readonly Position[],
  ): Promise<() => void>;
  /**
   * What the clock brings to pass, in a transaction of its own, each second: delays, silence, stale inputs, re-arm
   * and time-outs. Call the returned function after its commit.
   * @param held feeds that this process holds; all when left out
   * @param unheard feeds that cannot be heard through our own fault: nobody is called silent for that time
   */
  tick(client: Client, now: number, held?: ReadonlySet<string>, unheard?: Unheard): Promise<() => void>;
  stats(): WatchStats;
};
/** "all": nothing is stored, whatever is heard. */
export type Unheard = ReadonlySet<string> | "all";
export type WatchStats = Passed & { series: number; feeds: number; entries: number; standing: number };

/** Limits by month and the like are told some months ahead: they are read anew without any notice, too. */
const READ_ANEW_MS = 6 * 3_600_000;

/** When ticks stop for so long (database away, process asleep), silence in between proves nothing. */
const BREAK_MS = 10_000;

const NOBODY: Unheard = new Set();

export function createWatch({ pool, clock = Date.now }: { pool: Pool; clock?: () => number }): Watch {
  const world = nothing();
  const passed: Passed = { suspect: 0, late: 0, history: 0 };
  let held: ReadonlySet<string> | undefined;
  let ticked = clock();
  let current: Promise<void> = Promise.resolve();
  let queued: Promise<void> | undefined;
  let read = clock();

  /** One at a time; calls that come while one runs share the next. */
  async function load(): Promise<readonly string[]> {
    queued ??= current
      .catch(() => {})
      .then(() => {
        queued = undefined;
        read = clock();
        current = readWorld(pool, world, clock());
        return current;
      });
    await queued;
    return world.problems;
  }

  function arrive(flight: Flight): void {
    for (const object of land(flight)) world.doubtful.add(object);
  }

  /** Feeds taken over from another process: it knew more of them than we do, and silence is counted from now. */
  function takeOver(now: number, next: ReadonlySet<string> | undefined, unheard: Unheard): void {
    const isNew = (feedId: string) => held !== undefined && !held.has(feedId) && (next?.has(feedId) ?? true);
    const slept = now - ticked > BREAK_MS;
    for (const feed of world.feeds.values()) {
      if (slept || unheard === "all" || isNew(feed.feedId)) feed.since = now;
      // That the source is away is said by its own rule, once, and not by each of its series.
      else if (unheard.has(feed.feedId)) feed.unheard = now;
    }
    for (const object of everything(world)) if (isNew(object.feedId)) world.doubtful.add(object);
    held = next;
  }

  return {
    load,
    async judge(client, readings, now, positions = []) {
      const flight = takeOff(client);
      const { suspect, late, history } = await look(world, { flight, readings, now });
      const moved = await lookAtPositions(world, { flight, positions, now });
      await write(client, flight);
      return () => {
        passed.suspect += suspect + moved.suspect;
        passed.late += late + moved.late;
        passed.history += history + moved.history;
        arrive(flight);
      };
    },
    async tick(client, now, next, unheard = NOBODY) {
      // What goes wrong is tried again in six hours, and told by the next notice.
      if (now - read > READ_ANEW_MS) load().catch(() => {});
      takeOver(now, next, unheard);
      const flight = takeOff(client);
      const doubtful = [...world.doubtful].filter((object) => isFree(object, flight));
      for (const object of doubtful) take(object, flight);
      await reread(client, doubtful, now);
      await lookAtClock(client, world, { flight, now, holds: (feedId) => next?.has(feedId) ?? true });
      const { orphans } = world;
      await write(
        client,
        flight,
        orphans.map(({ alertOf: origin, reason }) => ({
          origin,
          actor: "job:watch",
          verdicts: [{ type: "withdrawn", at: now, reason }],
        })),
      );
      await recordDue(client, now);
      return () => {
        ticked = now;
        for (const object of doubtful) world.doubtful.delete(object);
        if (world.orphans === orphans) world.orphans = [];
        arrive(flight);
      };
    },
    stats() {
      const all = [...everything(world)];
      const entries = all.flatMap((object) => object.entries);
      const standing = entries.filter((entry) => entry.standing).length;
      return {
        ...passed,
        series: world.series.size,
        feeds: world.feeds.size,
        entries: entries.length,
        standing,
      };
    },
  };
}
