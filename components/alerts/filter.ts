import { type AlertRow, displayOf, PRIORITIES, type Priority } from "#lib/alert/model.ts";
import { domains } from "#lib/metric/catalog.ts";
import { type Search, searchFor } from "./search.ts";

export const STATE_FILTERS = ["open", "unacked", "taken", "hidden"] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];
export const HOLDER_FILTERS = ["me", "nobody", "other"] as const;
export type HolderFilter = (typeof HOLDER_FILTERS)[number];

/** What the duty person wants to see; null, none or empty: whatever it is. */
export type Filter = {
  priorities: readonly Priority[];
  state: StateFilter;
  text: string;
  agency: string | null;
  /** Code of a commune or ward. */
  unit: string | null;
  /** Id of a domain of lib/metric. */
  domain: string | null;
  incident: number | null;
  holder: HolderFilter | null;
};

export const EVERYTHING: Filter = {
  priorities: [],
  state: "open",
  text: "",
  agency: null,
  unit: null,
  domain: null,
  incident: null,
  holder: null,
};

/** `me`: as alerts name the person who looks, `user:<id>`. */
export function passes(row: AlertRow, filter: Filter, me = ""): boolean {
  return matcher(filter, me)(row);
}

/** Prepared once for thousands of rows. */
export function matcher(filter: Filter, me: string): Search {
  const { priorities, state, text, ...rest } = filter;
  const tests: Search[] = [(row) => inState(row, state)];
  if (priorities.length > 0) tests.push((row) => priorities.includes(row.priority));
  if (rest.agency !== null) tests.push((row) => row.agencyId === rest.agency);
  if (rest.unit !== null) tests.push((row) => row.asset?.unitCode === rest.unit);
  if (rest.incident !== null) tests.push((row) => row.incidentId === rest.incident);
  if (rest.domain !== null) tests.push((row) => domainOf(row) === rest.domain);
  if (rest.holder !== null) tests.push((row) => holderOf(row, me) === rest.holder);
  if (text.trim() !== "") tests.push(searchFor(text));
  return (row) => tests.every((test) => test(row));
}

const domainByMetric = new Map(domains.flatMap(({ id, metrics }) => metrics.map((m) => [m.id, id] as const)));

export function domainOf({ metric }: AlertRow): string | undefined {
  return metric ? domainByMetric.get(metric.id) : undefined;
}

/** Who has it in hand: to whom it was given, else who acknowledged it. */
function holderOf({ assignee, ackedBy }: AlertRow, me: string): HolderFilter {
  const holder = assignee ?? ackedBy;
  if (holder === null) return "nobody";
  return holder === me ? "me" : "other";
}

function inState(row: AlertRow, state: StateFilter): boolean {
  const display = displayOf(row);
  const hidden = display === "shelved" || display === "suppressed" || display === "maintenance";
  if (state === "hidden") return hidden;
  if (hidden || display === "closed" || display === "pending") return false;
  if (state === "unacked") return row.response === "unack";
  return state === "open" || row.response !== "unack";
}

/** How many filters beside text, state and priority are set. */
export function countMore({ agency, unit, domain, incident, holder }: Filter): number {
  return [agency, unit, domain, incident, holder].filter((one) => one !== null).length;
}

/** As it stands in the address, so that a view can be kept and sent on. */
export function toQuery(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.priorities.length > 0) query.set("p", filter.priorities.join(","));
  if (filter.state !== EVERYTHING.state) query.set("s", filter.state);
  if (filter.text !== "") query.set("q", filter.text);
  if (filter.agency !== null) query.set("cq", filter.agency);
  if (filter.unit !== null) query.set("xa", filter.unit);
  if (filter.domain !== null) query.set("lv", filter.domain);
  if (filter.incident !== null) query.set("sc", String(filter.incident));
  if (filter.holder !== null) query.set("ai", filter.holder);
  return query;
}

export function fromQuery(query: URLSearchParams): Filter {
  const asked = (query.get("p") ?? "").split(",").map(Number);
  const incident = Number(query.get("sc"));
  return {
    priorities: PRIORITIES.filter((p) => asked.includes(p)),
    state: STATE_FILTERS.find((s) => s === query.get("s")) ?? EVERYTHING.state,
    text: (query.get("q") ?? "").slice(0, 100),
    agency: word(query.get("cq")),
    unit: word(query.get("xa")),
    domain: domains.find(({ id }) => id === query.get("lv"))?.id ?? null,
    incident: Number.isSafeInteger(incident) && incident > 0 ? incident : null,
    holder: HOLDER_FILTERS.find((one) => one === query.get("ai")) ?? null,
  };
}

/** Whether an address asks for a view of its own. */
export function hasFilter(query: URLSearchParams): boolean {
  return ["p", "s", "q", "cq", "xa", "lv", "sc", "ai"].some((key) => query.has(key));
}

function word(given: string | null): string | null {
  return given !== null && /^[\w.-]{1,64}$/.test(given) ? given : null;
}
