import { IDENT } from "#lib/asset/model.ts";
import type { Refusal } from "#lib/feed/model.ts";
import type { Delivery } from "../delivery.ts";
import { Intake } from "../stages/intake.ts";
import { codeOfRefusal } from "./code.ts";
import type { Answer, Desk, Message } from "./desk.ts";

type Waiting = { message: Message; answer: Answer };
export type Feed = { id: string; filters: readonly string[]; enabled: boolean };

/** Carries messages to the feeds that read them. */
export class Post {
  readonly #desks = new Map<string, Desk>();
  /** For feeds that nobody here works for: they wait until somebody does. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #store: (delivery: Delivery) => void;
  #feeds = new Map<string, Feed>();

  constructor(store: (delivery: Delivery) => void) {
    this.#store = store;
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

  #wait(feedId: string, message: Message, answer: Answer): void {
    const list = this.#waiting.get(feedId) ?? [];
    this.#waiting.set(feedId, list);
    // A copy: a view would keep the whole network buffer.
    list.push({ message: { ...message, payload: Buffer.from(message.payload) }, answer });
  }

  /** What nobody takes is kept and counted like any other refusal: its sender is told after the commit. */
  #refuse(feedId: string, { message, answer, reason }: Waiting & { reason: Refusal }): void {
    answer.code = codeOfRefusal(reason);
    const { topic: origin, payload } = message;
    const intake = new Intake(feedId, { origin, payload, ticket: answer });
    intake.received = 1;
    intake.refuse(reason, "no feed that is switched on reads this topic", 0);
    intake.seal();
    this.#store(intake);
  }
}

/** The feed that a topic names, whether it is there or not. */
function feedIn(topic: string): string {
  const [root, feed = ""] = topic.split("/", 2);
  return root === "ioc" && IDENT.test(feed) ? feed : "mqtt";
}

/** One answer for a message that several feeds read: it is refused only where all refuse it. */
class Joint {
  readonly #answer: Answer;
  readonly #codes: number[] = [];
  #left: number;
  #failed: Error | undefined;

  constructor(feeds: number, answer: Answer) {
    this.#left = feeds;
    this.#answer = answer;
  }

  part(): Answer {
    const part: Answer = {
      code: 0,
      settle: (result) => {
        this.#codes.push(part.code);
        if (result !== "committed") this.#failed ??= result;
        if (--this.#left > 0) return;
        this.#answer.code = this.#codes.includes(0) ? 0 : (this.#codes[0] ?? 0);
        this.#answer.settle(this.#failed ?? "committed");
      },
    };
    return part;
  }
}
