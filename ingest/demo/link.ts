import type { IClientOptions, MqttClient } from "mqtt";
import mqtt from "mqtt";
import type { Message } from "./wire.ts";

/** The devices' way to the broker. */
export type Link = {
  /** Sends at QoS 1, or keeps it until it can; the oldest give way when too many wait. */
  send(message: Message): void;
  /** Resolves when the broker has acknowledged it; for those who must not run ahead. */
  deliver(message: Message): Promise<void>;
  /** Messages given up since the start because nobody took them. */
  dropped(): number;
  waiting(): number;
  close(): Promise<void>;
};

export type LinkEvents = { up?(): void; down?(reason: string): void };

/** At 90 messages a second about a minute of an absent broker. */
const MOST_WAITING = 6_000;
const MOST_IN_FLIGHT = 500;

/** Reconnects for ever with back-off; what waits is bounded. */
export function linkTo(url: string, options: IClientOptions, events: LinkEvents = {}): Link {
  const client: MqttClient = mqtt.connect(url, {
    reconnectPeriod: 1_000,
    connectTimeout: 5_000,
    queueQoSZero: false,
    ...options,
  });
  const queue: Message[] = [];
  let inFlight = 0;
  let lost = 0;
  let reason = "";

  client.on("connect", () => {
    reason = "";
    events.up?.();
    pump();
  });
  client.on("error", (error) => {
    reason = error.message;
  });
  client.on("close", () => events.down?.(reason || "connection closed"));

  function pump(): void {
    while (client.connected && queue.length > 0 && inFlight < MOST_IN_FLIGHT) {
      const message = queue.shift();
      if (message) publish(message);
    }
  }

  function publish({ topic, payload }: Message): void {
    inFlight++;
    client.publish(topic, payload, { qos: 1 }, () => {
      inFlight--;
      pump();
    });
  }

  return {
    send(message) {
      queue.push(message);
      if (queue.length > MOST_WAITING) {
        queue.shift();
        lost++;
      }
      pump();
    },
    async deliver({ topic, payload }) {
      await client.publishAsync(topic, payload, { qos: 1 });
    },
    dropped: () => lost,
    waiting: () => queue.length,
    async close() {
      await client.endAsync(inFlight === 0 || !client.connected);
    },
  };
}
