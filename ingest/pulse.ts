import { existsSync } from "node:fs";
import type { Pool } from "#lib/db/pool.ts";
import { type Deaf, type DeafReason, STUCK_MS } from "#lib/pulse/model.ts";
import { storageRoom } from "#lib/pulse/sql.ts";
import type { Runner } from "./runner.ts";
import type { Sink } from "./sink.ts";

export type Pulse = {
  /** Why nothing is stored or heard now; null while all is well. */
  deaf(): Deaf | null;
  /** Feeds whose devices cannot be heard through our own fault: their silence says nothing. */
  unheard(): ReadonlySet<string> | "all";
  close(): Promise<void>;
};

export type PulseOptions = {
  pool: Pool;
  sink: Pick<Sink, "storedAt" | "trouble">;
  runner: Pick<Runner, "owed" | "unreached">;
  now?: () => number;
  roomMs?: number;
  /** Stands while the supervisor has given up the reserve of a full disk. */
  releasedMark?: string;
};

const ROOM_MS = 2_000;
/** However much is stored meanwhile: a message that waits so long is not merely in a queue. */
const LONG_MS = 15_000;
/** A broker that restarts is back in less. */
const AWAY_MS = 700;
const DISK_FULL = "53100";

/** Judges whether this process hears and stores, by what it owes and not by what it believes of its connections. */
export function openPulse(options: PulseOptions): Pulse {
  const { pool, sink, runner, now = Date.now, roomMs = ROOM_MS } = options;
  let fullSince: number | null = null;
  let lowSince: number | null = null;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const full = await storageRoom(pool).then(
      () => false,
      (error: { code?: string }) => (error.code === DISK_FULL ? true : fullSince !== null),
    );
    fullSince = full ? (fullSince ?? now()) : null;
    const low = options.releasedMark !== undefined && existsSync(options.releasedMark);
    lowSince = low ? (lowSince ?? now()) : null;
  }
  const timer = setInterval(() => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
  }, roomMs);

  function stuck(): { reason: DeafReason; since: number } | null {
    const { oldest } = runner.owed();
    const at = now();
    const trouble = sink.trouble();
    const isFull = (trouble?.error as { code?: string } | undefined)?.code === DISK_FULL;
    if (fullSince !== null || isFull)
      return { reason: "disk_full", since: Math.min(fullSince ?? at, trouble?.since ?? at) };
    if (oldest === undefined) return null;
    const idleSince = Math.max(oldest, sink.storedAt());
    if (at - idleSince > STUCK_MS) return { reason: "not_stored", since: idleSince };
    return at - oldest > LONG_MS ? { reason: "not_stored", since: oldest } : null;
  }

  return {
    deaf() {
      const waiting = runner.owed().count;
      const low = lowSince === null ? null : { reason: "disk_low" as const, since: lowSince };
      const found = stuck() ?? unreached(runner.unreached(), now()) ?? low;
      return found && { reason: found.reason, forMs: Math.max(0, Math.round(now() - found.since)), waiting };
    },
    unheard: () => (stuck() ? "all" : new Set(runner.unreached().keys())),
    async close() {
      clearInterval(timer);
      await asking;
    },
  };
}

/** @param feeds those whose broker does not answer, and since when */
function unreached(feeds: ReadonlyMap<string, number>, now: number) {
  const since = Math.min(...feeds.values());
  return now - since > AWAY_MS ? { reason: "broker_silent" as const, since } : null;
}
