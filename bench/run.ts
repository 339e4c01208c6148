import { type Helper, startHelper } from "./helper.ts";
import { watchUse } from "./memory.ts";
import type { RunResult } from "./result.ts";
import { METRIC, type Scene } from "./scene.ts";
import { sequences, storedOf } from "./sql.ts";

/** Flat out, so many readings may be between publisher and commit: enough to keep every stage busy. */
const ON_THEIR_WAY = 20_000;
const CREDIT_MS = 25;
/** How long after the last PUBACK the last commit may take. */
const PATIENCE_MS = 120_000;
const SETTLE_MS = 1_000;

export type Bench = {
  /** The screen's process: it notes how old what it is shown is. */
  client: Helper;
  /** @param rate readings a second; null: as fast as they are stored */
  run(rate: number | null, seconds: number): Promise<RunResult>;
  close(): void;
};

/** The whole way: publisher → broker → ingest → database → realtime → socket client. */
export async function openBench(scene: Scene): Promise<Bench> {
  const publisher = startHelper("publisher");
  const client = startHelper("client");
  await publisher.ask("open", scene.publish);
  await client.ask("open", scene.screen);
  let base = 0;

  async function run(rate: number | null, seconds: number): Promise<RunResult> {
    const first = base;
    const before = await storedOf(scene.pool, scene.feedId);
    const use = watchUse({ ...scene.pids, publisher: publisher.pid, client: client.pid });
    await client.ask("begin", first);
    const since = Date.now();
    const credit = rate === null ? giveCredit(scene, publisher, { first, before: before.stored }) : undefined;
    const order = { seconds, rate, base: first };
    const { sent, acked } = await publisher.ask<{ sent: number; acked: number }>("run", order);
    await credit?.end();
    base += sent;
    if (acked < sent) throw new Error(`the broker acknowledged ${acked} of ${sent} messages`);
    const storedAt = await untilStored(scene, before.stored + sent);
    await pause(SETTLE_MS);
    const seen = await client.ask<{ p50: number | null; p95: number | null; p99: number | null }>("end");
    const used = await use.end();
    const rows = await sequences(scene.pool, { base: first, sent, since: since - 60_000, metric: METRIC });
    return {
      name: rate === null ? "flat out" : `${rate}/s`,
      target_per_s: rate,
      seconds,
      sent,
      stored: rows.different,
      lost: sent - rows.different,
      duplicates: rows.rows - rows.different,
      sustained_per_s: Math.round((rows.different * 1_000) / (storedAt - since)),
      p50_ms: seen.p50,
      p95_ms: seen.p95,
      p99_ms: seen.p99,
      ...used,
    };
  }

  return {
    client,
    run,
    close() {
      publisher.stop();
      client.stop();
    },
  };
}

/** Lets the publisher run ahead of the commits by so much and no more: what the system stores decides the rate. */
function giveCredit(scene: Scene, publisher: Helper, from: { first: number; before: number }) {
  let going = true;
  const loop = (async () => {
    while (going) {
      const { stored } = await storedOf(scene.pool, scene.feedId);
      await publisher.ask("credit", from.first + stored - from.before + ON_THEIR_WAY);
      await pause(CREDIT_MS);
    }
  })();
  return {
    end() {
      going = false;
      return loop;
    },
  };
}

/** @returns when (ms) the counters said that everything was stored; what never comes shows as lost */
async function untilStored(scene: Scene, stored: number): Promise<number> {
  const patience = Date.now() + PATIENCE_MS;
  for (;;) {
    const now = await storedOf(scene.pool, scene.feedId);
    if (now.stored >= stored || Date.now() > patience) return Date.now();
    await pause(20);
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
