import { Connection } from "#ingest/transports/mqtt/connection.ts";
import { serve } from "./message.ts";

/** The broker's ceiling: a QoS 1 subscriber that acknowledges at once and does nothing else. */
let received = 0;
let connection: Connection;

serve({
  async open({ url, filter }: { url: string; filter: string }) {
    connection = await Connection.open(
      { url, clientId: `bench-subscriber-${process.pid}`, version: 5, receiveMaximum: 10_000 },
      {
        publish(packet, acks) {
          received++;
          acks.owe(packet.id).settle("committed");
        },
        pause: () => undefined,
      },
    );
    await connection.subscribe([filter]);
  },
  async received() {
    return received;
  },
  async close({ filter }: { filter: string }) {
    await connection.disconnect([filter]);
  },
});
