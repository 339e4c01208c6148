import { escalate } from "#lib/escalation/follow.ts";
import { annunciate } from "#lib/flood/annunciate.ts";
import { group } from "#lib/incident/group.ts";
import { journal } from "#lib/incident/journal.ts";
import { inhibit } from "#lib/inhibition/inhibit.ts";
import { maintain } from "#lib/maintenance/hide.ts";
import { makeOrders } from "#lib/order/consequence.ts";
import type { Consequence } from "./consequence.ts";

/**
 * In the order in which they follow: symptoms belong to their incident too, and only what is still in sight is
 * announced and escalated.
 */
export const CONSEQUENCES: readonly Consequence[] = [
  group,
  journal,
  inhibit,
  maintain,
  annunciate,
  makeOrders,
  escalate,
];
