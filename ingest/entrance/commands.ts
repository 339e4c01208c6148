import type { Pool } from "#lib/db/pool.ts";
import { commandAcked, commandsSent, setSessionFilters, waitingCommands } from "#lib/device/sql/command.ts";
import { isFilter, matches } from "../wire/filter.ts";
import { covers } from "./covers.ts";

/** What a conversation is given of commands. */
export type Listener = {
  account: string;
  clientId: string;
  /** Filters that the account may subscribe to. */
  mayRead: readonly string[];
  /** Packets that it takes before it has acknowledged one. */
  most: number;
  publish(id: number, topic: string, payload: Buffer): void;
};

const MOST_AT_ONCE = 20;
const MOST_FILTERS = 20;
const AGAIN_MS = 1_000;

/** Commands for one connection: those of its account's outbox whose topics it has subscribed to. */
export class Commands {
  readonly #pool: Pool;
  readonly #listener: Listener;
  readonly #filters: Set<string>;
  /** Packet id → command. */
  readonly #underWay = new Map<number, number>();
  #lastId = 0;
  #looking = false;
  #again = false;
  #closed = false;

  constructor(pool: Pool, listener: Listener, filters: readonly string[]) {
    this.#pool = pool;
    this.#listener = listener;
    // The account may read less by now.
    this.#filters = new Set(filters.filter((filter) => this.#may(filter)));
  }

  /** @returns whether each is granted; granted ones are kept with the session. @throws when the database is away */
  async subscribe(filters: readonly string[]): Promise<boolean[]> {
    const granted = filters.map((filter) => this.#may(filter) && this.#filters.size < MOST_FILTERS);
    filters.forEach((filter, i) => {
      if (granted[i]) this.#filters.add(filter);
    });
    if (granted.includes(true)) await this.#keep();
    return granted;
  }

  /** @returns whether each was subscribed to */
  async unsubscribe(filters: readonly string[]): Promise<boolean[]> {
    const had = filters.map((filter) => this.#filters.delete(filter));
    if (had.includes(true)) await this.#keep();
    return had;
  }

  acked(packetId: number): void {
    const id = this.#underWay.get(packetId);
    if (id === undefined) return;
    this.#underWay.delete(packetId);
    void this.#confirm(id);
  }

  close(): void {
    this.#closed = true;
  }

  /** Gives what waits; called when something may have come. */
  look(): void {
    this.#again = true;
    if (this.#looking || this.#closed || this.#filters.size === 0) return;
    this.#looking = true;
    void this.#give();
  }

  async #give(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#giveSome();
      } catch {
        this.#again = true;
        await new Promise((done) => setTimeout(done, AGAIN_MS).unref());
      }
    }
    this.#looking = false;
  }

  async #giveSome(): Promise<void> {
    const { account, most, publish } = this.#listener;
    const room = Math.min(most, MOST_AT_ONCE) - this.#underWay.size;
    const underWay = new Set(this.#underWay.values());
    const waiting = (await waitingCommands(this.#pool, account, MOST_AT_ONCE * 5))
      .filter(({ id, topic }) => !underWay.has(id) && this.#hears(topic))
      .slice(0, Math.max(0, room));
    if (waiting.length === 0 || this.#closed) return;
    for (const { id, topic, payload } of waiting) {
      const packetId = this.#nextId();
      this.#underWay.set(packetId, id);
      publish(packetId, topic, payload);
    }
    await commandsSent(
      this.#pool,
      waiting.map(({ id }) => id),
    );
  }

  /** Until it is written the command would be given again to the next connection: that is QoS 1. */
  async #confirm(id: number): Promise<void> {
    for (;;) {
      const done = await commandAcked(this.#pool, id).then(
        () => true,
        () => false,
      );
      if (done) break;
      await new Promise((again) => setTimeout(again, AGAIN_MS).unref());
    }
    this.look();
  }

  #may(filter: string): boolean {
    return isFilter(filter) && this.#listener.mayRead.some((allowed) => covers(allowed, filter));
  }

  #hears(topic: string): boolean {
    const levels = topic.split("/");
    return [...this.#filters].some((filter) => matches(filter, levels));
  }

  #keep(): Promise<void> {
    const { account, clientId } = this.#listener;
    return setSessionFilters(this.#pool, { account, clientId, filters: [...this.#filters] });
  }

  #nextId(): number {
    do this.#lastId = (this.#lastId % 65_535) + 1;
    while (this.#underWay.has(this.#lastId));
    return this.#lastId;
  }
}
