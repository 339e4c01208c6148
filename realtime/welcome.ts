import type { Hello } from "#lib/protocol.ts";
import type { Identity } from "#lib/user/model.ts";
import type { LiveSocket } from "./fanout.ts";

/** The first words to a client; its topics follow, in full, as it asks for them. */
export function welcome(socket: LiveSocket, server: Pick<Hello, "build" | "epoch">): void {
  socket.emit("hello", { ...server, serverTime: Date.now(), who: named(socket.data.who as Identity) });
}

function named(who: Identity): Hello["who"] {
  if (who.kind === "kiosk") return { kind: "kiosk", wallId: who.wallId };
  return { kind: "person", userId: who.userId, name: who.name, role: who.role };
}
