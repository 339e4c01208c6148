import type { Ticket } from "../../stages/intake.ts";

/** Answers to a PUBLISH, as the first byte of their packet: QoS 1 (§3.4), QoS 2 (§3.5). */
export const PUBACK = 0x40;
export const PUBREC = 0x50;

export type Owing = {
  write(bytes: Buffer): void;
  /** A message was not stored: only a new connection makes its sender send it again. */
  failed(error: Error): void;
  /** Answers went out. */
  moved?(): void;
  /** A message is settled, answered or not; also after the connection's end. */
  settled?(owed: Owed): void;
  /** Whether refusals are told: MQTT 5 (§3.4.2.1); 3.1.1 has no place for them. */
  codes?: boolean;
};

/**
 * The answers that one connection owes. They go out in the order of the PUBLISHes (MQTT 5 §4.6.0-2), many in one
 * write. With the connection they lapse: packet ids are used again, a late one would acknowledge another message.
 */
export class Acks {
  readonly #owing: Owing;
  #owed: Owed[] = [];
  #first = 0;
  #bytes = 0;
  #closed = false;
  #scheduled = false;
  #emptied: (() => void)[] = [];

  constructor(owing: Owing) {
    this.#owing = owing;
  }

  /** The ticket of one message of so many bytes; id 0 when it is not to be acknowledged. */
  owe(id: number, bytes = 0, head = PUBACK): Owed {
    const owed = new Owed({ id, bytes, head }, this);
    this.#owed.push(owed);
    this.#bytes += bytes;
    return owed;
  }

  get waiting(): number {
    return this.#owed.length - this.#first;
  }

  /** Bytes of the messages that wait. */
  get bytes(): number {
    return this.#bytes;
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
    this.#bytes = 0;
    this.#wake();
  }

  settled(owed: Owed, result: "committed" | Error): void {
    this.#owing.settled?.(owed);
    if (this.#closed) return;
    if (result !== "committed") {
      this.#owing.failed(result);
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
    let size = 0;
    for (let owed = this.#owed[end]; owed?.done; owed = this.#owed[++end]) {
      size += this.#sizeOf(owed);
      this.#bytes -= owed.bytes;
    }
    if (end === this.#first) return;
    if (size > 0) this.#owing.write(this.#packets(end, size));
    this.#first = end;
    if (this.#first > 1_000 && this.#first * 2 > this.#owed.length) {
      this.#owed.splice(0, this.#first);
      this.#first = 0;
    }
    this.#owing.moved?.();
    if (this.waiting === 0) this.#wake();
  }

  /** Four bytes mean success; a fifth is the reason of a refusal (MQTT 5 §3.4.2.1). */
  #sizeOf({ id, code }: Owed): number {
    if (id === 0) return 0;
    return code > 0 && this.#owing.codes ? 5 : 4;
  }

  #packets(end: number, size: number): Buffer {
    const bytes = Buffer.allocUnsafe(size);
    let at = 0;
    for (let i = this.#first; i < end; i++) {
      const owed = this.#owed[i] as Owed;
      const length = this.#sizeOf(owed);
      if (length === 0) continue;
      bytes[at++] = owed.head;
      bytes[at++] = length - 2;
      bytes[at++] = owed.id >> 8;
      bytes[at++] = owed.id & 255;
      if (length > 4) bytes[at++] = owed.code;
    }
    return bytes;
  }

  #wake(): void {
    for (const done of this.#emptied.splice(0)) done();
  }
}

/** One message's answer. */
export class Owed implements Ticket {
  readonly id: number;
  readonly bytes: number;
  readonly head: number;
  /** Why it was refused, as MQTT 5 numbers it; 0: it was not. To be set before it is settled. */
  code = 0;
  done = false;
  readonly #acks: Acks;

  constructor(about: { id: number; bytes: number; head: number }, acks: Acks) {
    this.id = about.id;
    this.bytes = about.bytes;
    this.head = about.head;
    this.#acks = acks;
  }

  settle(result: "committed" | Error): void {
    if (result === "committed") this.done = true;
    this.#acks.settled(this, result);
  }
}
