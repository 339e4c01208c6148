import { z } from "zod";

/** The source of trends that the centre extrapolates itself; every other source is a feed. */
export const EXTRAPOLATION = "ngoai-suy";
export const EXTRAPOLATION_MODEL = "ngoại suy xu thế";

/** One point of one issue. Times in ms, value in the metric's unit; low and high: where it will likely lie. */
export type ForecastPoint = {
  seriesId: number;
  issuedAt: number;
  validAt: number;
  value: number;
  low: number | null;
  high: number | null;
  /** Of the feed that brought it, or the calculation. */
  source: string;
  /** What made it, as a screen says it: the bulletin's number, the model's name. */
  model: string;
  simulated: boolean;
};

const DAY_MS = 86_400_000;
/** What lies farther ahead is a scenario, not a forecast. */
const FARTHEST_MS = 16 * DAY_MS;
const OLDEST_MS = 30 * DAY_MS;
const AHEAD_MS = 5 * 60_000;

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const time = z.union([instant, z.number().transform((n) => (n < 1e11 ? n * 1000 : n))]);
const point = z
  .object({
    at: time,
    value: z.number(),
    low: z.number().nullable().default(null),
    high: z.number().nullable().default(null),
  })
  .refine((p) => p.low === null || p.high === null || p.low <= p.high, { error: "low is above high" });

/** One issue as it is pushed: what a bulletin says of one metric of one asset. */
export const issueSchema = z
  .object({
    asset: z.string().min(1).max(64),
    metric: z.string().min(1).max(64),
    issuedAt: time,
    model: z.string().trim().min(1).max(100).default("bản tin"),
    points: z.array(point).min(1).max(500),
  })
  .refine((issue) => issue.points.every((p) => p.at >= issue.issuedAt), {
    path: ["points"],
    error: "a point lies before the issue",
  })
  .refine((issue) => issue.points.every((p) => p.at <= issue.issuedAt + FARTHEST_MS), {
    path: ["points"],
    error: "a point lies more than 16 days ahead",
  });
export type Issue = z.infer<typeof issueSchema>;

/** Why the time of an issue cannot be right; undefined when it may be. */
export function wrongIssueTime(issuedAt: number, now: number): string | undefined {
  if (issuedAt > now + AHEAD_MS) return "issued in the future";
  return issuedAt < now - OLDEST_MS ? "issued more than 30 days ago" : undefined;
}
