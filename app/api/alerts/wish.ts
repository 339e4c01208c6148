import { type AlertRow, PRIORITIES, type Priority } from "#lib/alert/model.ts";
import type { Cursor } from "#lib/alert/sql.ts";
import { plainWords } from "#lib/i18n/plain.ts";

export type Wish = {
  state: "open" | "closed";
  priorities: readonly Priority[];
  limit: number;
  after?: Cursor;
  from?: number;
  to?: number;
  words: readonly string[];
};

const PAGE = 50;
const LARGEST_PAGE = 200;
const LONGEST_TEXT = 100;

/** `?state=open|closed&priority=1,2&q=words&from=ms&to=ms&limit=50&cursor=…`; `q`, `from`, `to` of closed ones. @returns what is wrong with it as a sentence. */
export function readWish(query: URLSearchParams): Wish | string {
  const state = query.get("state") ?? "open";
  if (state !== "open" && state !== "closed") return "state is open or closed";
  const priorities = readPriorities(query.get("priority"));
  if (!priorities) return "priority is a list of 1 to 4, such as 1,2";
  const limit = Number(query.get("limit") ?? PAGE);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) return `limit is 1 to ${LARGEST_PAGE}`;
  const cursor = query.get("cursor");
  const after = cursor === null ? undefined : readCursor(cursor);
  if (cursor !== null && !after) return "cursor is the `next` of the page before";
  const words = plainWords((query.get("q") ?? "").slice(0, LONGEST_TEXT));
  const from = readTime(query.get("from"));
  const to = readTime(query.get("to"));
  if (from === null || to === null) return "from and to are ms since 1970";
  return { state, priorities, limit, after, from, to, words };
}

function readPriorities(given: string | null): readonly Priority[] | undefined {
  if (given === null) return PRIORITIES;
  const wanted = given.split(",");
  const known = PRIORITIES.filter((p) => wanted.includes(String(p)));
  return known.length === wanted.length ? known : undefined;
}

/** null: given, but no time. */
function readTime(given: string | null): number | undefined | null {
  if (given === null) return undefined;
  return /^\d{1,14}$/.test(given) ? Number(given) : null;
}

function readCursor(text: string): Cursor | undefined {
  const [, closedAt, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  return closedAt && id ? { closedAt: Number(closedAt), id: Number(id) } : undefined;
}

/** Where the next page begins; null after the last. Open alerts come whole. */
export function cursorOf(wish: Wish, page: readonly AlertRow[]): string | null {
  const last = page.at(-1);
  if (wish.state === "open" || page.length < wish.limit || !last) return null;
  return `${last.closedAt}.${last.id}`;
}
