import { connect, type Socket } from "node:net";
import { generate, type Packet, parser } from "mqtt-packet";

export type Load = {
  acknowledged: Set<number>;
  /** Answered with a reason of 0x80 or more (MQTT 5): not taken, so not acknowledged. */
  refused: Set<number>;
  sent(): number;
  /** When (ms) the newest PUBACK came. */
  answeredAt(): number;
  /** Sends no more and waits until everything is answered. */
  stop(): Promise<void>;
};

type Course = {
  at: { host: string; port: number };
  account: string;
  version: 4 | 5;
  topicOf(n: number): string;
  perSecond: number;
  first?: number;
  /** Messages that wait for their PUBACK at once. */
  window?: number;
};

const WINDOW = 300;
const AGAIN_MS = 100;

/**
 * A device that publishes numbers, each with a time of its own, and notes each PUBACK. It connects again for ever and
 * sends again what was not answered, all at once and in order; mqtt.js does so one by one.
 */
export function steadyLoad(course: Course): Load {
  const { at, account, version, topicOf, perSecond, first = 0, window = WINDOW } = course;
  const acknowledged = new Set<number>();
  const refused = new Set<number>();
  const unanswered = new Map<number, { n: number; packet: Packet & { dup: boolean } }>();
  const startedAt = Date.now();
  const say = (socket: Socket, packet: Packet) =>
    socket.write(generate(packet, { protocolVersion: version }));
  let socket: Socket | undefined;
  let sent = 0;
  let answeredAt = startedAt;
  let lastId = 0;
  let stopped = false;

  function dial(): void {
    const mine = connect(at);
    const reader = parser({ protocolVersion: version });
    reader.on("packet", (packet: Packet) => {
      if (packet.cmd === "connack") entered(mine, packet);
      if (packet.cmd === "puback") answered(packet);
    });
    mine.on("data", (bytes) => reader.parse(bytes));
    mine.on("error", () => {});
    mine.once("connect", () => say(mine, hello(account, version, first)));
    mine.once("close", () => {
      socket = undefined;
      if (!stopped) setTimeout(dial, AGAIN_MS);
    });
  }

  function entered(mine: Socket, { returnCode, reasonCode }: Packet & { cmd: "connack" }): void {
    if (returnCode || reasonCode) return;
    socket = mine;
    for (const { packet } of unanswered.values()) {
      packet.dup = true;
      say(mine, packet);
    }
  }

  function answered({ messageId = 0, reasonCode = 0 }: Packet & { cmd: "puback" }): void {
    const one = unanswered.get(messageId);
    unanswered.delete(messageId);
    if (one) (reasonCode < 0x80 ? acknowledged : refused).add(one.n);
    answeredAt = Date.now();
  }

  const timer = setInterval(() => {
    const due = ((Date.now() - startedAt) / 1_000) * perSecond;
    for (; socket && sent < due && unanswered.size < window; sent++) {
      lastId = (lastId % 65_535) + 1;
      const n = first + sent;
      const payload = JSON.stringify({ v: n, t: startedAt - 3_600_000 + sent * 10 });
      const packet = {
        ...{ cmd: "publish" as const, qos: 1 as const, dup: false, retain: false },
        ...{ topic: topicOf(n), messageId: lastId, payload },
      };
      unanswered.set(lastId, { n, packet });
      say(socket, packet);
    }
  }, 10);
  dial();
  return {
    acknowledged,
    refused,
    sent: () => sent,
    answeredAt: () => answeredAt,
    async stop() {
      clearInterval(timer);
      while (unanswered.size > 0) await new Promise((done) => setTimeout(done, 20));
      stopped = true;
      socket?.destroy();
    },
  };
}

function hello(account: string, version: 4 | 5, first: number): Packet {
  return {
    ...{ cmd: "connect", protocolId: "MQTT", protocolVersion: version, clean: false, keepalive: 5 },
    clientId: `load-${version}-${first}`,
    username: account,
    password: Buffer.from(account),
    properties: version === 5 ? { sessionExpiryInterval: 600 } : undefined,
  };
}
