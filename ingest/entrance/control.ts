import type { Packet } from "mqtt-packet";
import { Code } from "./code.ts";
import type { Conversation } from "./conversation.ts";

const NOTHING_SUBSCRIBED = 0x11;

/** What a device says beside publishing: it may subscribe to its own commands and to nothing else. */
export async function control(packet: Packet, conversation: Conversation): Promise<void> {
  const { commands, version } = conversation.guest;
  const { messageId } = packet;
  if (packet.cmd === "puback") return commands.acked(messageId ?? 0);
  if (packet.cmd === "subscribe") {
    const wanted = packet.subscriptions;
    const granted = await commands.subscribe(wanted.map(({ topic }) => topic));
    const refused = version === 5 ? Code.notAuthorized : Code.unspecified;
    conversation.send({
      cmd: "suback",
      messageId,
      granted: wanted.map(({ qos }, i) => (granted[i] ? Math.min(qos, 1) : refused)),
    });
    commands.look();
  } else if (packet.cmd === "unsubscribe") {
    const had = await commands.unsubscribe(packet.unsubscriptions);
    conversation.send({
      cmd: "unsuback",
      messageId,
      granted: had.map((one) => (one ? Code.success : NOTHING_SUBSCRIBED)),
    });
  }
}
