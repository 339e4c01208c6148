import type pg from "pg";
import type { Deaf } from "#lib/pulse/model.ts";
import { beat, join, leave, takeOut } from "#lib/pulse/sql.ts";

export type HeartOptions = {
  member: number;
  name: string;
  pulse(): Deaf | null;
  /** The others took this process out, or it cannot say any more that it lives. */
  stopped(error: Error): void;
  silentMs?: number;
};

export type Heart = {
  stop(): void;
  /** Tells the others that nobody need wait for it. */
  leave(): Promise<void>;
};

const BEAT_MS = 1_000;
/** What turns is said at once. */
const LOOK_MS = 250;
/** Longer than a pause of a busy machine; with the next round the feeds of a frozen process are taken over in 8 s. */
const SILENT_MS = 5_000;
/** A beat that comes so late says that we, or the database, stood still ourselves. */
const STUMBLE_MS = 2_500;

/**
 * Beats in the session that holds the leases: it proves that this process turns, that its line is open and that the
 * database commits. Who has itself beaten without a stumble for `silentMs` takes out those who have not.
 */
export async function startHeart(client: pg.Client, options: HeartOptions): Promise<Heart> {
  const { member, name, silentMs = SILENT_MS } = options;
  await join(client, options);
  let beating = false;
  let beatenAt = performance.now();
  let steadySince = beatenAt;
  let begunAt = Number.NEGATIVE_INFINITY;
  let said: string | undefined;

  async function round(): Promise<void> {
    const deaf = options.pulse();
    const isDue = performance.now() - begunAt >= BEAT_MS - LOOK_MS / 2;
    if (beating || (!isDue && deaf?.reason === said)) return;
    beating = true;
    begunAt = performance.now();
    said = deaf?.reason;
    try {
      if (!(await beat(client, { member, name, deaf })))
        throw new Error("the others took this process for dead: it stood still");
      const now = performance.now();
      if (now - beatenAt > STUMBLE_MS) steadySince = now;
      beatenAt = now;
      if (now - steadySince > silentMs) await takeOut(client, { member, silentMs });
    } catch (error) {
      options.stopped(error as Error);
    } finally {
      beating = false;
    }
  }

  const timer = setInterval(() => void round(), LOOK_MS);
  void round();
  return {
    stop: () => clearInterval(timer),
    leave: () => leave(client, member),
  };
}
