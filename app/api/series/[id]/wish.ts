import type { PointsWish } from "#lib/reading/sql/points.ts";

const DAY_MS = 86_400_000;
const DEFAULT_POINTS = 500;
const MOST_POINTS = 5_000;
const MOST_MS = 30 * 366 * DAY_MS;
const MOST_ID = 2 ** 31 - 1;

/**
 * What is asked of a series: `from` and `to` in ms since 1970 or as ISO 8601 with a zone, by default the last day;
 * `points` from 2 to 5,000.
 * @returns the wish, or a sentence that says what is wrong
 */
export function readWish(id: string, query: URLSearchParams, now: number): PointsWish | string {
  const seriesId = whole(id);
  if (seriesId === undefined || seriesId < 1 || seriesId > MOST_ID)
    return "id: expected the number of a series";
  const to = instant(query.get("to"), now);
  if (to === undefined) return "to: expected milliseconds since 1970 or ISO 8601 with a zone";
  const from = instant(query.get("from"), to - DAY_MS);
  if (from === undefined) return "from: expected milliseconds since 1970 or ISO 8601 with a zone";
  if (from >= to) return "from: expected a time before to";
  if (to - from > MOST_MS) return "from: expected at most 30 years before to";
  const points = whole(query.get("points") ?? `${DEFAULT_POINTS}`);
  if (points === undefined || points < 2 || points > MOST_POINTS) {
    return `points: expected a number from 2 to ${MOST_POINTS}`;
  }
  return { seriesId, from, to, points };
}

function whole(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Without a zone the same text would mean another hour on another machine. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;
const LATEST = Date.UTC(2200, 0);

function instant(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  // A plus sign in a query stands for a space unless the caller escaped it.
  const iso = text.replace(" ", "+");
  const time = whole(text) ?? (ISO.test(iso) ? Date.parse(iso) : Number.NaN);
  return time >= 0 && time <= LATEST ? time : undefined;
}
