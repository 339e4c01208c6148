import type { Ticket } from "../../stages/intake.ts";

/**
 * The PUBACKs that one connection owes. They go out in the order of the PUBLISHes (MQTT 5 §4.6.0-2), many in one
 * write. With the connection they lapse: packet ids are used again, a late one would acknowledge another message.
 */
export class Acks {
  readonly #write: (bytes: Buffer) => void;
  readonly #failed: (error: Error) => void;
  #owed: Owed[] = [];
  #first = 0;
  #closed = false;
  #scheduled = false;
  #emptied: (() => void)[] = [];

  constructor(write: (bytes: Buffer) => void, failed: (error: Error) => void) {
    this.#write = write;
    this.#failed = failed;
  }

  /** The ticket of one message; id 0 when it is not to be acknowledged. */
  owe(id: number): Ticket {
    const owed = new Owed(id, this);
    this.#owed.push(owed);
    return owed;
  }

  get waiting(): number {
    return this.#owed.length - this.#first;
  }

  /** Resolves when nothing is owed any more, or the connection is gone. */
  empty(): Promise<void> {
    if (this.waiting === 0 || this.#closed) return Promise.resolve();
    return new Promise((done) => this.#emptied.push(done));
  }

  close(): void {
    this.#closed = true;
    this.#owed = [];
    this.#first = 0;
    this.#wake();
  }

  settled(result: "committed" | Error): void {
    if (this.#closed) return;
    if (result !== "committed") {
      // Only a new connection makes the broker send it again.
      this.#failed(result);
      return;
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    if (this.#closed) return;
    let end = this.#first;
    let acks = 0;
    for (; end < this.#owed.length && this.#owed[end]?.done; end++) if (this.#owed[end]?.id) acks++;
    if (acks > 0) this.#write(this.#packets(end, acks));
    this.#first = end;
    if (this.#first > 1_000 && this.#first * 2 > this.#owed.length) {
      this.#owed.splice(0, this.#first);
      this.#first = 0;
    }
    if (this.waiting === 0) this.#wake();
  }

  /** PUBACK of four bytes, which in MQTT 5 means success (§3.4.2.1). */
  #packets(end: number, acks: number): Buffer {
    const bytes = Buffer.allocUnsafe(acks * 4);
    let at = 0;
    for (let i = this.#first; i < end; i++) {
      const id = this.#owed[i]?.id ?? 0;
      if (id === 0) continue;
      bytes[at++] = 0x40;
      bytes[at++] = 2;
      bytes[at++] = id >> 8;
      bytes[at++] = id & 255;
    }
    return bytes;
  }

  #wake(): void {
    for (const done of this.#emptied.splice(0)) done();
  }
}

class Owed implements Ticket {
  readonly id: number;
  done = false;
  readonly #acks: Acks;

  constructor(id: number, acks: Acks) {
    this.id = id;
    this.#acks = acks;
  }

  settle(result: "committed" | Error): void {
    if (result === "committed") this.done = true;
    this.#acks.settled(result);
  }
}
