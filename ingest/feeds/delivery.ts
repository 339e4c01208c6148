import { z } from "zod";
import { channelFailures, ensureChannelSeries } from "#lib/notify/sql/health.ts";
import { DELIVERY_METRIC } from "#lib/notify/watch.ts";
import { backoffMs, orStopped, pause } from "../transports/backoff.ts";
import { feedKind, type Run } from "./feed.ts";

const config = z.strictObject({
  /** Seconds between two looks. */
  everyS: z.number().min(1).max(60).default(10),
});

/** The program's own health as readings: a dead channel then rings, is answered and returns like anything else. */
export default feedKind({
  kind: "delivery",
  title: { vi: "Sức khỏe kênh thông báo", en: "Health of notification channels" },
  about: {
    vi: "Số lần gửi hỏng liên tiếp của mỗi kênh thông báo, để kênh hỏng tự thành cảnh báo.",
    en: "How often each notification channel failed in a row, so that a dead one raises an alert.",
  },
  config,
  example: {},
  leased: true,
  start({ everyS }, run) {
    const stopping = new AbortController();
    const { signal } = stopping;
    const last = loop(run, everyS * 1_000, signal);
    return {
      async stop() {
        stopping.abort();
        await last;
      },
    };
  },
});

async function loop(run: Run, everyMs: number, signal: AbortSignal): Promise<void> {
  for (let failed = 0; !signal.aborted; ) {
    try {
      await look(run, signal);
      failed = 0;
      run.report("live");
      await pause(everyMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      run.report("retrying", (error as Error).message);
      await pause(backoffMs(failed++), signal);
    }
  }
}

async function look({ feed, world }: Run, signal: AbortSignal): Promise<void> {
  await ensureChannelSeries(world.pool, { feedId: feed.id, metricId: DELIVERY_METRIC });
  const channels = await channelFailures(world.pool, feed.id);
  if (channels.length === 0) return;
  const time = Date.now();
  const settled = new Promise<"committed" | Error>((settle) => {
    world.sink.add({
      feedId: feed.id,
      received: channels.length,
      readings: channels.map(({ seriesId, failures }) => ({ seriesId, time, value: failures, quality: 0 })),
      positions: [],
      records: [],
      errors: [],
      graded: 0,
      settle,
    });
  });
  const result = await orStopped(settled, signal);
  if (result !== "committed") throw result;
}
