import { z } from "zod";
import { channelFailures, ensureChannelSeries } from "#lib/notify/sql/health.ts";
import { DELIVERY_METRIC } from "#lib/notify/watch.ts";
import { lookAgain } from "../transports/own.ts";
import { feedKind } from "./feed.ts";

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
  start: ({ everyS }, run) =>
    lookAgain(run, everyS * 1_000, async () => {
      const { pool } = run.world;
      await ensureChannelSeries(pool, { feedId: run.feed.id, metricId: DELIVERY_METRIC });
      const channels = await channelFailures(pool, run.feed.id);
      return channels.map(({ seriesId, failures }) => ({ seriesId, value: failures }));
    }),
});
