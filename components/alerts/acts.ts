import { type AlertAction, type Hand, longestShelf, obstacle } from "#lib/alert/duty.ts";
import { type AlertRow, isUrgent } from "#lib/alert/model.ts";
import { rightOf } from "#lib/user/can.ts";
import type { Role } from "#lib/user/model.ts";

/** In the order of their buttons; acknowledging and ticking steps have places of their own. */
const ORDER = [
  "start",
  "close",
  "order",
  "note",
  "assign",
  "share",
  "shelve",
  "unshelve",
  "suppress",
  "unsuppress",
  "maintain",
  "unmaintain",
] as const satisfies readonly AlertAction[];
export type Offered = (typeof ORDER)[number];

/** `why`: a refusal reason; the button stays, and says why it cannot be pressed. null: it can. */
export type Offer = { action: Offered; why: string | null };

/** Acts for which nothing has to be said. */
export const AT_ONCE: readonly Offered[] = ["start", "unshelve", "unsuppress", "unmaintain"];

/** The buttons of this person's role, as far as they make sense for the alert as it stands. */
export function offersOf(row: AlertRow, hand: Hand, now: number): Offer[] {
  if (row.response === "done") return [];
  const offers = ORDER.filter((action) => fits(row, action) && mayEver(hand, action)).map((action) => ({
    action,
    why: obstacle(row, hand, action, now),
  }));
  return offers;
}

/** A leader may note on anything, an agency on its own alone. */
function mayEver(hand: Hand, action: Offered): boolean {
  const right = rightOf(hand.role, rightFor(action));
  return right === "yes" || (right === "own" && hand.own);
}

function rightFor(action: Offered) {
  if (action === "unsuppress") return "alert.suppress" as const;
  if (action === "unmaintain") return "alert.maintain" as const;
  return `alert.${action}` as const;
}

function fits(row: AlertRow, action: Offered): boolean {
  const { visibility, response } = row;
  if (action === "start") return response !== "in_progress";
  if (action === "unshelve") return visibility === "shelved";
  if (action === "unsuppress") return visibility === "suppressed";
  if (action === "unmaintain") return visibility === "maintenance";
  // P1 that was asked for is signed or denied beside the request.
  if (action === "shelve") return visibility === "shown" && !row.shelfAsked;
  return (action !== "suppress" && action !== "maintain") || visibility === "shown";
}

/** Whether the text of this act must not be left out. */
export function mustSay(row: AlertRow, action: Offered): boolean {
  if (action === "close") return row.latched || isUrgent(row.worst);
  return action !== "assign" && action !== "share";
}

const SHELVES = [15, 30, 60, 120, 240, 480] as const;

/** How long a role may put an alert aside, minutes, shortest first. */
export function shelfPresets(role: Role): number[] {
  return SHELVES.filter((minutes) => minutes <= longestShelf(role));
}

export const MAINTENANCE_PRESETS = [60, 240, 480, 1_440] as const;

/** What a form holds when it is sent. */
export type Draft = { text: string; minutes: number; to: string | null };
export const NO_DRAFT: Draft = { text: "", minutes: 30, to: null };

/** As the server wants it; an empty note is none. */
export function askOf(action: Offered, draft: Draft): { type: string; [field: string]: unknown } {
  const text = draft.text.trim();
  const { minutes, to } = draft;
  switch (action) {
    case "note":
      return { type: action, text };
    case "order":
      return { type: action, text, to };
    case "assign":
      return { type: action, to };
    case "share":
      return { type: action, with: to };
    case "shelve":
      return { type: action, minutes, why: text };
    case "suppress":
      return { type: action, why: text };
    case "maintain":
      return { type: action, order: text, minutes };
    default:
      return text === "" ? { type: action } : { type: action, note: text };
  }
}
