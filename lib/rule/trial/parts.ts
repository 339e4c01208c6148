import { castFeeds } from "./feeds.ts";
import { castSeries } from "./series.ts";
import type { Casts } from "./stage.ts";

/** What can be tried on history, by what a kind is over. */
export const CASTS: Casts = {
  series: castSeries,
  series_and_feeds: async (stage) => [...(await castSeries(stage)), ...(await castFeeds(stage))],
};
