import { refusal } from "./guard.ts";
import type { Identity } from "./model.ts";
import { actorOf } from "./model.ts";
import { mayPace, type PaceName } from "./pace.ts";

type Handler<C> = (request: Request, who: Identity, context: C) => Promise<Response>;

/** For what costs much: nobody has more than so many under way at one time, so that others get their turn. */
export function atMost<C>(most: number, handler: Handler<C>): Handler<C> {
  const underWay = new Map<string, number>();
  return async (request, who, context) => {
    const actor = actorOf(who);
    const running = underWay.get(actor) ?? 0;
    if (running >= most) return refusal(429, "too_many_requests");
    underWay.set(actor, running + 1);
    try {
      return await handler(request, who, context);
    } finally {
      const left = (underWay.get(actor) ?? 1) - 1;
      if (left > 0) underWay.set(actor, left);
      else underWay.delete(actor);
    }
  };
}

/** A handler that answers 429 to who asks for more than that pace allows. */
export function paced<C>(name: PaceName, handler: Handler<C>): Handler<C> {
  return async (request, who, context) =>
    mayPace(who, name) ? handler(request, who, context) : refusal(429, "too_many_requests");
}
