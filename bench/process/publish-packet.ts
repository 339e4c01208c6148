/** PUBLISH, QoS 1 (MQTT 3.1.1 §3.3): everything of a topic's packets that does not change, made once. */
export type TopicHead = Buffer;

const PUBLISH_QOS_1 = 0x32;
/** Two bytes of packet id and the payload follow; packets stay below 128 bytes, so one length byte is enough. */
const MOST_REMAINING = 127;

export function topicHead(topic: string): TopicHead {
  const name = Buffer.from(topic);
  const head = Buffer.alloc(4 + name.length);
  head[0] = PUBLISH_QOS_1;
  head.writeUInt16BE(name.length, 2);
  name.copy(head, 4);
  return head;
}

/** Writes one packet at `at` of `into`. @returns where it ends */
export function writePublish(
  into: Buffer,
  at: number,
  packet: { head: TopicHead; id: number; payload: string },
): number {
  const { head, id, payload } = packet;
  head.copy(into, at);
  const remaining = head.length - 2 + 2 + payload.length;
  if (remaining > MOST_REMAINING) throw new RangeError(`packet of ${remaining} bytes`);
  into[at + 1] = remaining;
  const idAt = at + head.length;
  into.writeUInt16BE(id, idAt);
  return idAt + 2 + into.write(payload, idAt + 2, "latin1");
}

/** Room that one packet may take. */
export const MOST_BYTES = MOST_REMAINING + 2;
