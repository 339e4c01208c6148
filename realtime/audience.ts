import type { Topic } from "#lib/protocol.ts";
import { type Action, scopeOf } from "#lib/user/can.ts";
import type { Identity } from "#lib/user/model.ts";

/** Who is shown the same: each audience of a topic is sent its own bytes. An agency without an id sees nothing. */
export type Audience = "everybody" | "screens" | `agency:${string}`;

/**
 * Topics of which some are shown less: screens opened by a kiosk link no persons, and people
 * who have the right for their own agency only what is theirs.
 */
const NARROWED: { [topic in Topic]?: Action } = {
  alerts: "alert.see",
  incidents: "incident.see",
  presence: "alert.see",
  feeds: "feed.detail",
  records: "record.see",
};

export function audienceOf(who: Identity, topic: Topic): Audience {
  const right = NARROWED[topic];
  if (right === undefined) return "everybody";
  if (who.kind === "kiosk") return "screens";
  const agency = scopeOf(who, right);
  return agency === null ? "everybody" : `agency:${agency}`;
}

/** The agency of an audience; null: sees all. */
export function agencyOf(audience: Audience): string | null {
  return audience.startsWith("agency:") ? audience.slice("agency:".length) : null;
}
