import { PRIORITIES, type Priority } from "#lib/alert/model.ts";

/** What is looked for among closed alerts. Days are local, YYYY-MM-DD; empty: no bound. */
export type ClosedFilter = { text: string; priorities: readonly Priority[]; from: string; to: string };
export const ALL_CLOSED: ClosedFilter = { text: "", priorities: [], from: "", to: "" };

const DAY_MS = 86_400_000;
const PAGE = 50;

/** The request for one page of them. */
export function closedPath({ text, priorities, from, to }: ClosedFilter, cursor: string | null): string {
  const query = new URLSearchParams({ state: "closed", limit: String(PAGE) });
  const begin = startOf(from);
  const last = startOf(to);
  if (text.trim() !== "") query.set("q", text.trim());
  if (priorities.length > 0) query.set("priority", priorities.join(","));
  if (begin !== undefined) query.set("from", String(begin));
  if (last !== undefined) query.set("to", String(last + DAY_MS));
  if (cursor !== null) query.set("cursor", cursor);
  return `/api/alerts?${query}`;
}

/** Việt Nam keeps no summer time: its day begins at 17:00 UTC all year. */
function startOf(day: string): number | undefined {
  const ms = Date.parse(`${day}T00:00:00+07:00`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** As it stands in the address, beside `view=history`. */
export function closedQuery({ text, priorities, from, to }: ClosedFilter): string {
  const query = new URLSearchParams({ view: "history" });
  if (text !== "") query.set("q", text);
  if (priorities.length > 0) query.set("p", priorities.join(","));
  if (from !== "") query.set("from", from);
  if (to !== "") query.set("to", to);
  return query.toString();
}

export function closedFrom(query: URLSearchParams): ClosedFilter {
  const asked = (query.get("p") ?? "").split(",").map(Number);
  const day = (name: string) => (/^\d{4}-\d\d-\d\d$/.exec(query.get(name) ?? "") ?? [""])[0];
  return {
    text: (query.get("q") ?? "").slice(0, 100),
    priorities: PRIORITIES.filter((p) => asked.includes(p)),
    from: day("from"),
    to: day("to"),
  };
}
