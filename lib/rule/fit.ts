import type { Over } from "./kinds/kind.ts";
import { aimsAtFeeds, type Target } from "./model.ts";

type Shape = "series" | "feeds" | "moving" | "records";

/** What each kind of judgement can be aimed at, and what is said of any other target. */
const FITS: { [over in Over]: { shapes: readonly Shape[]; says: string } } = {
  series: { shapes: ["series"], says: "judges series, not feeds; aim it at a metric" },
  series_and_feeds: {
    shapes: ["series", "feeds"],
    says: "judges series or feeds; aim it at a metric or a feed",
  },
  positions: { shapes: ["moving"], says: "judges what moves; aim it at a kind of asset that does" },
  group: { shapes: ["series"], says: "judges several series together; aim it at a metric" },
  forecasts: { shapes: ["series"], says: "judges the forecasts of series; aim it at a metric" },
  records: { shapes: ["records"], says: "judges records; aim it at a type of record" },
  quality: { shapes: ["feeds"], says: "judges feeds; aim it at a feed or at every feed" },
};

/** What is wrong with aiming such a kind at that target; undefined when nothing is. */
export function misfitOf(over: Over, target: Target): string | undefined {
  const { shapes, says } = FITS[over];
  return shapes.includes(shapeOf(target)) ? undefined : says;
}

function shapeOf(target: Target): Shape {
  if ("moving" in target) return "moving";
  if ("records" in target) return "records";
  return aimsAtFeeds(target) ? "feeds" : "series";
}
