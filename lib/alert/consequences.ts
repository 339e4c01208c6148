import { escalate } from "#lib/escalation/follow.ts";
import { makeOrders } from "#lib/order/consequence.ts";
import type { Consequence } from "./consequence.ts";

/** In the order in which they follow. */
export const CONSEQUENCES: readonly Consequence[] = [makeOrders, escalate];
