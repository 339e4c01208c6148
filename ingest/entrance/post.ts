import { IDENT } from "#lib/asset/model.ts";
import type { Refusal } from "#lib/feed/model.ts";
import type { Door } from "#lib/feed/sql/door.ts";
import type { Delivery } from "../delivery.ts";
import { Intake } from "../stages/intake.ts";
import { codeOfRefusal } from "./code.ts";
import type { Answer, Desk, Message } from "./desk.ts";
import type { Handed, HandOver } from "./hand-over.ts";
import { Joint } from "./joint.ts";

/** Messages and bytes that are handed over at once. */
const MOST_HANDED = 2_000;
export const MOST_BYTES = 4 * 1_048_576;
const AGAIN_MS = 200;

/** Where a message may go from here. */
export type Ways = {
  store(delivery: Delivery): void;
  /** Where the holder of a feed is, and what takes messages there. */
  find(feedId: string): Promise<Door | undefined>;
  handOver: HandOver;
  /** Names this process. */
  self: string;
};
export type Feed = { id: string; filters: readonly string[]; enabled: boolean };

/** Carries messages to the feeds that read them. */
export class Post {
  readonly #desks = new Map<string, Desk>();
  /** For feeds that nobody here works for: they wait until somebody does. */
  readonly #waiting = new Map<string, Handed[]>();
  readonly #handingOver = new Set<string>();
  readonly #ways: Ways;
  #feeds = new Map<string, Feed>();

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  /** Every feed that reads at the entrance; what waits for one that is gone is refused. */
  list(feeds: readonly Feed[]): void {
    this.#feeds = new Map(feeds.map((feed) => [feed.id, feed]));
    for (const [id, waiting] of this.#waiting) {
      if (this.#feeds.get(id)?.enabled) continue;
      this.#waiting.delete(id);
      for (const { message, answer } of waiting) this.#deliver(id, message, answer);
    }
  }

  mount(feedId: string, desk: Desk): { unmount(): void } {
    this.#desks.set(feedId, desk);
    const waiting = this.#waiting.get(feedId) ?? [];
    this.#waiting.delete(feedId);
    for (const { message, answer } of waiting) desk.take(message, answer);
    return {
      unmount: () => {
        if (this.#desks.get(feedId) === desk) this.#desks.delete(feedId);
      },
    };
  }

  take(message: Message, feeds: readonly string[], answer: Answer): void {
    const [only] = feeds;
    if (only === undefined) {
      this.#refuse(feedIn(message.topic), { message, answer, reason: "invalid_topic" });
    } else if (feeds.length === 1) {
      this.#deliver(only, message, answer);
    } else {
      const joint = new Joint(feeds.length, answer);
      for (const id of feeds) this.#deliver(id, message, joint.part());
    }
  }

  #deliver(feedId: string, message: Message, answer: Answer): void {
    const desk = this.#desks.get(feedId);
    if (desk) desk.take(message, answer);
    else if (this.#feeds.get(feedId)?.enabled) this.#wait(feedId, message, answer);
    else this.#refuse(feedId, { message, answer, reason: "feed_disabled" });
  }

  /** Nobody here works for the feed: it goes to who does, or waits until somebody does. */
  #wait(feedId: string, message: Message, answer: Answer): void {
    const list = this.#waiting.get(feedId) ?? [];
    this.#waiting.set(feedId, list);
    // A copy: a view would keep the whole network buffer.
    list.push({ message: { ...message, payload: Buffer.from(message.payload) }, answer });
    if (this.#handingOver.has(feedId)) return;
    this.#handingOver.add(feedId);
    void this.#handOver(feedId).finally(() => this.#handingOver.delete(feedId));
  }

  /** One batch after the other, so that the feed's messages keep their order. */
  async #handOver(feedId: string): Promise<void> {
    const { find, handOver, self } = this.#ways;
    for (let list = this.#waiting.get(feedId); list && list.length > 0; list = this.#waiting.get(feedId)) {
      const door = await find(feedId).catch(() => undefined);
      const batch = door && door.holder !== self ? this.#takeSome(feedId) : [];
      if (door && batch.length > 0) {
        const codes = await handOver(feedId, door, batch).catch(() => undefined);
        if (codes) {
          settleAll(batch, codes);
          continue;
        }
        this.#putBack(feedId, batch);
      }
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }

  #takeSome(feedId: string): Handed[] {
    const list = this.#waiting.get(feedId) ?? [];
    let bytes = 0;
    let n = 0;
    for (; n < Math.min(list.length, MOST_HANDED) && bytes < MOST_BYTES; n++)
      bytes += list[n]?.message.payload.length ?? 0;
    return list.splice(0, n);
  }

  /** It was not stored there; by now the feed may be here, or switched off. */
  #putBack(feedId: string, batch: readonly Handed[]): void {
    const list = this.#waiting.get(feedId);
    if (list && !this.#desks.has(feedId)) list.unshift(...batch);
    else for (const { message, answer } of batch) this.#deliver(feedId, message, answer);
  }

  /** What nobody takes is kept and counted like any other refusal: its sender is told after the commit. */
  #refuse(feedId: string, { message, answer, reason }: Handed & { reason: Refusal }): void {
    answer.code = codeOfRefusal(reason);
    const { topic: origin, payload } = message;
    const intake = new Intake(feedId, { origin, payload, ticket: answer });
    intake.received = 1;
    intake.refuse(reason, "no feed that is switched on reads this topic", 0);
    intake.seal();
    this.#ways.store(intake);
  }
}

function settleAll(batch: readonly Handed[], codes: readonly number[]): void {
  batch.forEach(({ answer }, i) => {
    answer.code = codes[i] ?? 0;
    answer.settle("committed");
  });
}

/** The feed that a topic names, whether it is there or not. */
function feedIn(topic: string): string {
  const [root, feed = ""] = topic.split("/", 2);
  return root === "ioc" && IDENT.test(feed) ? feed : "mqtt";
}
