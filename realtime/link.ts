import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { type Channel, publish, type Subscription, subscribe } from "#lib/db/bus.ts";
import type { Pool } from "#lib/db/pool.ts";

/** The listener's own pulse through the database: a line that died without a word is noticed after DEAF_MS. */
const BEAT_MS = 1_000;
const LOOK_MS = 250;
const DEAF_MS = 3_500;

export type LinkHandlers = {
  notice(channel: Channel, payload: string): void;
  /** The bus is heard again; what was published before was not. */
  connected(): void;
  lost(error?: Error): void;
};

/**
 * The bus, with proof that it is heard: every beat is published through the pool, which commits, and must come back
 * through the listener. Restarts the subscription when it stays deaf.
 */
export function openLink(url: string, pool: Pool, channels: Channel[], handlers: LinkHandlers) {
  const me = randomUUID();
  let heardAt = 0;
  let subscription: Subscription;
  let beating = false;
  let on = false;
  let closed = false;

  const lost = (error?: Error) => {
    if (!on) return;
    on = false;
    handlers.lost(error);
  };
  const open = () => {
    subscription = subscribe(url, [...channels, "beat"], {
      notice(channel, payload) {
        if (channel !== "beat") handlers.notice(channel, payload);
        else if (payload === me) heardAt = performance.now();
      },
      connected() {
        heardAt = performance.now();
        on = true;
        handlers.connected();
      },
      lost,
    });
  };
  const reopen = () => {
    void subscription.close();
    open();
  };
  const look = () => {
    if (on && performance.now() - heardAt > DEAF_MS) {
      lost(new Error(`The database's news were not heard for ${DEAF_MS} ms.`));
      reopen();
    }
  };
  const beat = async () => {
    if (beating) return;
    beating = true;
    const answered = await isAnswered(publish(pool, "beat", [me]));
    beating = false;
    // The database is back before the subscription's own next attempt, which may be seconds away.
    if (answered && !on && !closed) reopen();
  };

  open();
  const timers = [setInterval(look, LOOK_MS), setInterval(beat, BEAT_MS)];
  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      closed = true;
      on = false;
      await subscription.close();
    },
  };
}

/** A query on a dead line answers after a quarter of an hour; the next beat must not wait for it. */
async function isAnswered(query: Promise<void>): Promise<boolean> {
  const answered = query.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, setTimeout(DEAF_MS, false)]);
}
