import { publish } from "#lib/db/bus.ts";
import type { Pool } from "#lib/db/pool.ts";
import type { Ending, SessionStart } from "#lib/device/session.ts";
import {
  type Entered,
  type Entering,
  enterSessions,
  type Leaving,
  leaveSessions,
} from "#lib/device/sql/session.ts";
import { Code } from "./code.ts";
import type { Conversation } from "./conversation.ts";
import { gather } from "./gather.ts";
import { Unwelcome } from "./hello.ts";
import { ReceivedOnce } from "./session.ts";

const MOST_AT_ONCE = 500;
/** A device is told "come back" rather than kept waiting. */
const PATIENCE_MS = 5_000;
const AGAIN_MS = 1_000;

export const sessionKey = (account: string, clientId: string) => `${account}/${clientId}`;

/** Sessions of this process's connections, and their rows. */
export class Sessions {
  readonly #pool: Pool;
  readonly #holder: string;
  readonly #talking = new Map<string, Conversation>();
  /** Packet ids of QoS 2 that wait for their release, also while nobody is connected. */
  readonly #received = new Map<string, ReceivedOnce>();
  readonly #enter: (entering: Entering) => Promise<Entered>;
  readonly #leaving = new Map<string, Leaving>();
  #writing: Promise<void> | undefined;
  #serial = 0;

  constructor(pool: Pool, holder: string) {
    this.#pool = pool;
    this.#holder = holder;
    this.#enter = gather((entering) => enterSessions(pool, entering), {
      most: MOST_AT_ONCE,
      keyOf: ({ account, clientId }) => sessionKey(account, clientId),
    });
  }

  all(): Iterable<Conversation> {
    return this.#talking.values();
  }

  get size(): number {
    return this.#talking.size;
  }

  /** Writes the row; a connection that has the session here or elsewhere is ended. @throws Unwelcome */
  async open(start: SessionStart): Promise<Entered & { serial: number }> {
    const serial = ++this.#serial;
    this.takeOver(start.account, start.clientId);
    const entered = await inTime(this.#enter({ ...start, holder: this.#holder, serial }));
    if (entered.holder !== null && entered.holder !== this.#holder) {
      const { account, clientId } = start;
      const notice = JSON.stringify({ changed: "session", account, clientId, holder: this.#holder });
      await publish(this.#pool, "device", [notice]).catch(() => {});
    }
    return { ...entered, serial };
  }

  has(account: string, clientId: string): boolean {
    return this.#talking.has(sessionKey(account, clientId));
  }

  /** Another connection has the session. */
  takeOver(account: string, clientId: string): void {
    this.#talking.get(sessionKey(account, clientId))?.end("taken_over", Code.takenOver);
  }

  receivedOf(account: string, clientId: string, present: boolean): ReceivedOnce {
    const key = sessionKey(account, clientId);
    const known = present ? this.#received.get(key) : undefined;
    const received = known ?? new ReceivedOnce();
    this.#received.set(key, received);
    return received;
  }

  began(conversation: Conversation): void {
    const { account, clientId } = conversation.guest;
    const key = sessionKey(account.name, clientId);
    this.#talking.get(key)?.end("taken_over", Code.takenOver);
    this.#talking.set(key, conversation);
  }

  ended(conversation: Conversation, ending: Ending): void {
    const { account, clientId, received, serial } = conversation.guest;
    const key = sessionKey(account.name, clientId);
    if (this.#talking.get(key) === conversation) this.#talking.delete(key);
    if (received.size === 0 && this.#received.get(key) === received) this.#received.delete(key);
    this.#leaving.set(`${key}/${serial}`, {
      account: account.name,
      clientId,
      holder: this.#holder,
      serial,
      ending,
    });
    this.#writing ??= this.#writeLeaving();
  }

  /** Resolves when every end is written, or the database was away for a moment. */
  async written(): Promise<void> {
    await Promise.race([this.#writing, new Promise((done) => setTimeout(done, PATIENCE_MS).unref())]);
  }

  async #writeLeaving(): Promise<void> {
    while (this.#leaving.size > 0) {
      const some = [...this.#leaving].slice(0, MOST_AT_ONCE);
      try {
        await leaveSessions(
          this.#pool,
          some.map(([, leaving]) => leaving),
        );
        for (const [key] of some) this.#leaving.delete(key);
      } catch {
        await new Promise((done) => setTimeout(done, AGAIN_MS).unref());
      }
    }
    this.#writing = undefined;
  }
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error("no answer")), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } catch (cause) {
    throw new Unwelcome(`the database is away: ${(cause as Error).message}`, Code.unavailable);
  } finally {
    clearTimeout(timer);
  }
}
