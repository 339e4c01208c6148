import type { Consequence } from "#lib/alert/consequence.ts";
import type { Addressee } from "./model.ts";
import { insertOrders, type NewOrder } from "./sql.ts";

/** Every `ordered` event of an alert becomes an order with its own answer, in the event's own transaction. */
export const makeOrders: Consequence = async (client, happened) => {
  const made = happened.flatMap(({ after, events }) =>
    events.flatMap((event, i): NewOrder[] => {
      if (event.type !== "ordered") return [];
      const { text, to, due, at, actor } = event;
      const alertSeq = after.seq - events.length + 1 + i;
      const addressee = (to ?? "room") as Addressee;
      return [
        { text, addressee, givenAt: at, givenBy: actor, dueAt: due ?? null, alertId: after.id, alertSeq },
      ];
    }),
  );
  if (made.length > 0) await insertOrders(client, made);
  return [];
};
