import { type AlertRow, displayOf, PRIORITIES, type Priority } from "#lib/alert/model.ts";
import { plain } from "#lib/i18n/plain.ts";

export const STATE_FILTERS = ["open", "unacked", "taken", "hidden"] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

/** What the duty person wants to see. No priorities chosen means all of them. */
export type Filter = { priorities: readonly Priority[]; state: StateFilter; text: string };

export const EVERYTHING: Filter = { priorities: [], state: "open", text: "" };

export function passes(row: AlertRow, filter: Filter): boolean {
  if (filter.priorities.length > 0 && !filter.priorities.includes(row.priority)) return false;
  return inState(row, filter.state) && hasText(row, filter.text);
}

function inState(row: AlertRow, state: StateFilter): boolean {
  const display = displayOf(row);
  const hidden = display === "shelved" || display === "suppressed" || display === "maintenance";
  if (state === "hidden") return hidden;
  if (hidden || display === "closed" || display === "pending") return false;
  if (state === "unacked") return row.response === "unack";
  return state === "open" || row.response !== "unack";
}

function hasText(row: AlertRow, text: string): boolean {
  const words = plain(text).split(" ").filter(Boolean);
  if (words.length === 0) return true;
  const { asset, feed } = row;
  const all = [
    row.titleVi,
    row.titleEn,
    asset?.nameVi,
    asset?.nameEn,
    asset?.key,
    feed?.nameVi,
    feed?.nameEn,
  ];
  const found = plain(all.filter(Boolean).join(" "));
  return words.every((word) => found.includes(word));
}

/** As it stands in the address, so that a view can be kept and sent on. */
export function toQuery({ priorities, state, text }: Filter): URLSearchParams {
  const query = new URLSearchParams();
  if (priorities.length > 0) query.set("p", priorities.join(","));
  if (state !== EVERYTHING.state) query.set("s", state);
  if (text !== "") query.set("q", text);
  return query;
}

export function fromQuery(query: URLSearchParams): Filter {
  const asked = (query.get("p") ?? "").split(",").map(Number);
  return {
    priorities: PRIORITIES.filter((p) => asked.includes(p)),
    state: STATE_FILTERS.find((s) => s === query.get("s")) ?? EVERYTHING.state,
    text: (query.get("q") ?? "").slice(0, 100),
  };
}
