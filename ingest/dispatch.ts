import type { Pool } from "#lib/db/pool.ts";
import { isTransient } from "#lib/db/tx.ts";
import type { Log } from "#lib/log.ts";
import { type Claimed, claim, dropAnswered, dropGone } from "#lib/notify/sql/outbox.ts";
import { mirrorKinds, savePushKey } from "#lib/notify/sql.ts";
import { deliver } from "./dispatch/deliver.ts";
import { digestDue } from "./dispatch/digest.ts";
import { escalateDue } from "./dispatch/escalate.ts";
import { described, type Tools } from "./notify/channel.ts";
import * as registry from "./notify/index.ts";
import { publicKeyOf } from "./notify/web-push.ts";
import { pause } from "./transports/backoff.ts";

export type Dispatching = {
  pool: Pool;
  tools: Tools;
  log: Log;
  now?: () => number;
  everyMs?: number;
  leaseMs?: number;
};

const EVERY_MS = 500;
/** Longer than the longest attempt. */
const LEASE_MS = 30_000;
/** At one time, in this process. */
const MOST = 16;
const MOST_A_CHANNEL = 4;
const TROUBLED_MS = 2_000;

/** Tells the pages what this ingest can send by. */
export async function announceChannels(pool: Pool, vapidKey: string | undefined): Promise<void> {
  await mirrorKinds(pool, Object.values(registry).map(described));
  if (vapidKey) await savePushKey(pool, publicKeyOf(vapidKey));
}

/**
 * Takes escalation steps as they fall due, and hands messages over. Any number of processes may: each takes what no
 * other holds. Whatever dies in between is done again by the next, with the same id.
 */
export function startDispatch(options: Dispatching): { close(): Promise<void> } {
  const { pool, tools, log, now = Date.now, everyMs = EVERY_MS, leaseMs = LEASE_MS } = options;
  const stop = new AbortController();
  const underWay = new Map<string, { channelId: string; done: Promise<void> }>();
  let wake = () => {};

  async function loop(what: string, round: () => Promise<boolean>, rest: () => Promise<void>): Promise<void> {
    while (!stop.signal.aborted) {
      let more = false;
      try {
        more = await round();
      } catch (error) {
        if (!isTransient(error)) log.error({ err: error }, `${what} failed; it comes again`);
        await pause(TROUBLED_MS, stop.signal);
      }
      if (!more) await rest();
    }
  }

  /** New messages are sent at once. */
  async function plan(): Promise<boolean> {
    const settled = (await escalateDue(pool, now())) + (await digestDue(pool, now()));
    if (settled > 0) wake();
    return settled > 0;
  }

  async function send(): Promise<boolean> {
    const free = MOST - underWay.size;
    if (free <= 0) return false;
    await dropGone(pool, now());
    await dropAnswered(pool, now());
    const claimed = await claim(pool, {
      now: now(),
      leaseMs,
      limit: free,
      perChannel: MOST_A_CHANNEL,
      busy: busy(),
    });
    for (const message of claimed) begin(message);
    return false;
  }

  function begin(message: Claimed): void {
    const done = deliver(message, { pool, tools, now })
      .catch((error) => {
        if (!isTransient(error))
          log.error({ err: error, notification: message.id }, "an attempt was not written down");
      })
      .finally(() => {
        underWay.delete(message.id);
        wake();
      });
    underWay.set(message.id, { channelId: message.channelId, done });
  }

  function busy(): string[] {
    const count = new Map<string, number>();
    for (const { channelId } of underWay.values()) count.set(channelId, (count.get(channelId) ?? 0) + 1);
    return [...count].filter(([, n]) => n >= MOST_A_CHANNEL).map(([id]) => id);
  }

  const idle = () => pause(everyMs, stop.signal);
  const untilWoken = () => Promise.race([idle(), new Promise<void>((done) => (wake = done))]);
  const loops = [loop("the escalation", plan, idle), loop("the delivery", send, untilWoken)];
  return {
    /** What is under way is finished and written down. */
    async close() {
      stop.abort();
      await Promise.all(loops);
      await Promise.all([...underWay.values()].map((one) => one.done));
    },
  };
}
