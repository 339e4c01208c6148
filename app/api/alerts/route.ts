import { withoutPersons } from "#lib/alert/model.ts";
import { closedAlerts, openAlerts } from "#lib/alert/sql.ts";
import { scopeOf } from "#lib/user/can.ts";
import { atMost } from "#lib/user/crowd.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";
import { cursorOf, readWish } from "./wish.ts";

/** Open alerts, or closed ones a page at a time. */
export const GET = guarded(
  "alert.see",
  atMost(4, async (request, who) => {
    const wish = readWish(new URL(request.url).searchParams);
    if (typeof wish === "string") return refusal(400, "invalid_request", wish);
    const { pool } = server();
    const scope = scopeOf(who, "alert.see");
    const isOpen = wish.state === "open";
    const found = isOpen ? await openAlerts(pool, scope) : await closedAlerts(pool, { ...wish, scope });
    const fit = found.filter((alert) => wish.priorities.includes(alert.priority));
    const alerts = who.kind === "person" ? fit : fit.map(withoutPersons);
    return Response.json(
      { alerts, next: cursorOf(wish, alerts) },
      { headers: { "cache-control": "no-store" } },
    );
  }),
);
