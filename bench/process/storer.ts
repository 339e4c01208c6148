import { type Delivery, openSink } from "#ingest/sink.ts";
import { openPool } from "#lib/db/pool.ts";
import { serve } from "./message.ts";

const NOTHING: never[] = [];
const AT_ONCE = 1_000;

/** The database's ceiling: the sink and its statements as ingest runs them, fed from memory. */
serve({
  async store({
    url,
    feedId,
    series,
    seconds,
  }: {
    url: string;
    feedId: string;
    series: number[];
    seconds: number;
  }) {
    const pool = openPool(url, 4);
    const sink = openSink({ pool });
    const start = Date.now();
    let n = 0;
    const settle: Delivery["settle"] = (result) => {
      if (result !== "committed") throw result;
    };
    let time = 0;
    while (Date.now() - start < seconds * 1_000) {
      for (let i = 0; i < AT_ONCE; i++, n++) {
        // Another time each round over the series: no key comes twice.
        if (n % series.length === 0) time = Math.max(time + 1, Date.now());
        sink.add({
          feedId,
          received: 1,
          readings: [{ seriesId: series[n % series.length] as number, time, value: n, quality: 0 }],
          positions: NOTHING,
          records: NOTHING,
          errors: NOTHING,
          graded: 0,
          settle,
        });
      }
      if (sink.pressure() >= 1) await sink.drained();
      else await new Promise(setImmediate);
    }
    await sink.idle();
    const perSecond = (n * 1_000) / (Date.now() - start);
    await sink.close();
    await pool.end();
    return perSecond;
  },
});
