import { type Order, serve } from "./message.ts";
import { type Answers, PublishConnection } from "./publish-connection.ts";
import { type TopicHead, topicHead } from "./publish-packet.ts";

const TICK_MS = 4;
const CONNECTIONS = 4;
/** How long after the last PUBLISH its PUBACK may take. */
const PATIENCE_MS = 60_000;

/** Publishes readings one a message, default wire format; the sequence number is the value. */
class Publisher {
  readonly #connections: PublishConnection[];
  readonly #heads: TopicHead[];
  /** Time of the last reading of each series. */
  readonly #last: Float64Array;
  #credit = 0;
  #next = 0;

  private constructor(connections: PublishConnection[], heads: TopicHead[]) {
    this.#connections = connections;
    this.#heads = heads;
    this.#last = new Float64Array(heads.length);
  }

  static async open({ url, topics }: { url: string; topics: string[] }): Promise<Publisher> {
    const ids = Array.from({ length: CONNECTIONS }, (_, i) => `bench-publisher-${process.pid}-${i}`);
    const connections = await Promise.all(ids.map((id) => PublishConnection.open(url, id)));
    return new Publisher(connections, topics.map(topicHead));
  }

  set credit(until: number) {
    this.#credit = until;
  }

  /** Sends what is due, for `seconds`. Paced: on its schedule's time, however late it really goes out. */
  async run({ seconds, rate, base }: Order): Promise<{ sent: number; acked: number; answers: Answers }> {
    this.#next = 0;
    const before = this.#acked();
    const start = Date.now();
    for (let now = start; now - start < seconds * 1_000; now = Date.now()) {
      const due = rate === null ? this.#credit - base : Math.floor(((now - start) * rate) / 1_000);
      this.#send({
        due,
        timeOf: (n) => (rate === null ? now : start + Math.floor((n * 1_000) / rate)),
        base,
      });
      await pause(TICK_MS);
    }
    const patience = Date.now() + PATIENCE_MS;
    while (this.#acked() - before < this.#next && Date.now() < patience) await pause(TICK_MS);
    return { sent: this.#next, acked: this.#acked() - before, answers: PublishConnection.answers() };
  }

  #send({ due, timeOf, base }: { due: number; timeOf: (n: number) => number; base: number }): void {
    for (; this.#next < due; this.#next++) {
      const sequence = base + this.#next;
      const connection = this.#connections[sequence % CONNECTIONS] as PublishConnection;
      if (!connection.hasRoom) break;
      const series = sequence % this.#heads.length;
      // Two readings of one series and instant would be a correction.
      const time = Math.max(timeOf(this.#next), (this.#last[series] as number) + 1);
      this.#last[series] = time;
      connection.publish(this.#heads[series] as TopicHead, `{"v":${sequence},"t":${time}}`);
    }
    for (const connection of this.#connections) connection.flush();
  }

  #acked(): number {
    return this.#connections.reduce((sum, c) => sum + c.acked, 0);
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

let publisher: Publisher;
serve({
  async open(where: { url: string; topics: string[] }) {
    publisher = await Publisher.open(where);
  },
  run: (order: Order) => publisher.run(order),
  async credit(until: number) {
    publisher.credit = until;
  },
});
