import type { Answer, LookWish } from "#lib/protocol.ts";
import { can } from "#lib/user/can.ts";
import type { Context } from "./commands.ts";

/** One page says what it looks at. Nobody is told of looks at alerts that the person may not see. */
export function look({ socket, who, state, now }: Context, { alertId, writing }: LookWish): Answer {
  const { presence, alerts } = state;
  const alert = alertId === null ? undefined : alerts.row(alertId);
  const refused = alert !== undefined && !can(who, "alert.see", alert);
  if (alertId === null || refused || who.kind !== "person" || !socket.connected) presence.leave(socket.id);
  else presence.look(socket.id, { alertId, userId: who.userId, name: who.name, writing }, now);
  return refused ? { ok: false, reason: "not_allowed" } : { ok: true, value: undefined };
}
