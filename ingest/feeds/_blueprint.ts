/**
 * A new kind of feed: copy this file, fill it in, add its line to index.ts. Most sources need none of it: a row of
 * an existing kind with a mapping will do.
 */
import { z } from "zod";
import { Collector } from "../stages/collector.ts";
import { feedKind, newAssetsSchema } from "./feed.ts";

const config = z.strictObject({
  /** What an administrator sets, each with a comment that says it. */
  everyS: z.number().min(1).default(60),
  newAssets: newAssetsSchema,
});

export default feedKind({
  kind: "blueprint",
  title: { vi: "Tên loại nguồn", en: "Name of the kind" },
  about: { vi: "Một câu: đọc gì, từ đâu.", en: "One sentence: reads what, from where." },
  config,
  example: { everyS: 10 },
  // true: the source is read once, by one process; false: whoever is asked answers.
  leased: true,
  start(config, run) {
    // A transport belongs to ../transports: connects, retries with back-off, reports its state, acknowledges after
    // the commit. Here it is told how to read: raw → collector.reading(…), .position(…), .record(…), .refuse(…).
    const collector = new Collector(run.book, run.owed);
    const timer = setInterval(() => void collector.take(Date.now()), config.everyS * 1_000);
    run.report("live");
    return {
      async stop() {
        clearInterval(timer);
      },
    };
  },
});
