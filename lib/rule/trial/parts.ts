import { castFeeds } from "./feeds.ts";
import { castForecasts } from "./forecasts.ts";
import { castGroups } from "./groups.ts";
import { castMovers } from "./movers.ts";
import { castRecords } from "./records.ts";
import { castSeries } from "./series.ts";
import type { Cast, Casts } from "./stage.ts";

/** Feeds count from their beginning; what they had counted at an earlier time is not kept. */
const castNothing: Cast = async ({ tape }) => {
  tape.skip("not_kept");
  return [];
};

/** What can be tried on history, by what a kind is over. */
export const CASTS: Casts = {
  series: castSeries,
  series_and_feeds: async (stage) => [...(await castSeries(stage)), ...(await castFeeds(stage))],
  positions: castMovers,
  group: castGroups,
  forecasts: castForecasts,
  records: castRecords,
  quality: castNothing,
};
