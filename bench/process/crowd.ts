import { type Order, serve } from "./message.ts";
import { PublishConnection } from "./publish-connection.ts";
import { topicHead } from "./publish-packet.ts";

const TICK_MS = 4;
const PATIENCE_MS = 60_000;
/** Connections that are being opened at once. */
const AT_ONCE = 200;

let url = "";
let heads: Buffer[] = [];
let connections: PublishConnection[] = [];

/** @returns ms until all were let in */
async function connectAll(count: number): Promise<number> {
  const began = performance.now();
  const opened: PublishConnection[] = [];
  let next = 0;
  const one = async () => {
    while (next < count) opened.push(await PublishConnection.open(url, `crowd-${next++}`));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  connections = opened;
  return Math.round(performance.now() - began);
}

serve({
  async open(given: { url: string; topics: string[]; clients: number }) {
    url = given.url;
    heads = given.topics.map(topicHead);
    return connectAll(given.clients);
  },
  /** Each device says its reading in its turn. */
  async run({ seconds, rate, base }: Order) {
    const acked = () => connections.reduce((sum, connection) => sum + connection.acked, 0);
    const start = Date.now();
    let sent = 0;
    for (let now = start; now - start < seconds * 1_000; now = Date.now()) {
      for (const due = Math.floor(((now - start) * (rate ?? 0)) / 1_000); sent < due; sent++) {
        const connection = connections[sent % connections.length] as PublishConnection;
        const time = start + Math.floor((sent * 1_000) / (rate ?? 1));
        connection.publish(heads[sent % heads.length] as Buffer, `{"v":${base + sent},"t":${time}}`);
        connection.flush();
      }
      await new Promise((done) => setTimeout(done, TICK_MS));
    }
    for (const until = Date.now() + PATIENCE_MS; acked() < sent && Date.now() < until; )
      await new Promise((done) => setTimeout(done, TICK_MS));
    return { sent, answers: PublishConnection.answers() };
  },
  /** All lose their lines at once and come back, as after a power cut of a mast. */
  async reconnect() {
    const count = connections.length;
    for (const connection of connections) connection.drop();
    return connectAll(count);
  },
});
