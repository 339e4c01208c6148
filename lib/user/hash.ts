import { randomBytes, timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** scrypt at N = 16384, r = 16 takes 32 MB and 40 to 80 ms of one core; stored as `salt:key`, hexadecimal. */
const PARAMS = { N: 16_384, r: 16, p: 1, length: 64, maxmem: 64 * 1024 * 1024 };

export type HashJob = { id: number; password: string; salt: string; params: typeof PARAMS };
export type HashDone = { id: number; key: string };
type Waiting = { done(key: string): void; failed(error: Error): void };

/**
 * Passwords are worked out on one thread of their own, one after the other, at the lowest priority. Node's own
 * asynchronous scrypt shares four threads with the check of every cookie, so that a storm of sign-ins held up
 * everybody else: a socket command took 3,002 ms instead of 28.
 */
class HashThread {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  derive(password: string, salt: string): Promise<string> {
    const id = ++this.last;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      const worker = this.open();
      worker.ref();
      worker.postMessage({ id, password, salt, params: PARAMS } satisfies HashJob);
    });
  }

  private open(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(join(import.meta.dirname, "hash-worker.ts"));
    worker.on("message", ({ id, key }: HashDone) => {
      this.waiting.get(id)?.done(key);
      this.waiting.delete(id);
      // A command that has nothing else to do may end.
      if (this.waiting.size === 0) worker.unref();
    });
    worker.on("error", (error) => this.lose(error));
    worker.on("exit", () => this.lose(new Error("the thread that works out passwords ended")));
    this.worker = worker;
    return worker;
  }

  /** The next password starts a new thread. */
  private lose(error: Error): void {
    this.worker = undefined;
    for (const { failed } of this.waiting.values()) failed(error);
    this.waiting.clear();
  }
}

// The web framework loads its own copy of this module beside the socket server's; the process has one thread.
const KEY = Symbol.for("haidang.hash");
const shared = globalThis as { [KEY]?: HashThread };
shared[KEY] ??= new HashThread();
const thread = shared[KEY];

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString("hex");
  return `${salt}:${await thread.derive(password, salt)}`;
}

/** @param hash as {@link hashPassword} gives it; anything else fits no password. */
export async function verifyPassword({
  hash,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  const [salt = "", key = ""] = hash.split(":");
  const found = Buffer.from(await thread.derive(password, salt));
  const kept = Buffer.from(key);
  return found.length === kept.length && timingSafeEqual(found, kept);
}
