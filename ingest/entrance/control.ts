import type { Packet } from "mqtt-packet";
import { Code } from "./code.ts";
import type { Conversation } from "./conversation.ts";

/** What a device says beside publishing. It may subscribe to nothing. */
export function control(packet: Packet, conversation: Conversation): void {
  const { messageId } = packet;
  if (packet.cmd === "subscribe") {
    const refused = conversation.guest.version === 5 ? Code.notAuthorized : Code.unspecified;
    conversation.send({ cmd: "suback", messageId, granted: packet.subscriptions.map(() => refused) });
  } else if (packet.cmd === "unsubscribe") {
    conversation.send({ cmd: "unsuback", messageId, granted: packet.unsubscriptions.map(() => 0x11) });
  }
}
