import type { Owed } from "../transports/mqtt/acks.ts";
import { Code } from "./code.ts";

type Received = { done: boolean; waiting: Owed[] };

/**
 * QoS 2 (§4.3.3): a packet id that was received is not stored again until its sender has released it, also over
 * connections of one session. A restart forgets it: then a message comes twice, and its own time tells that it did.
 */
export class ReceivedOnce {
  readonly #ids = new Map<number, Received>();

  get size(): number {
    return this.#ids.size;
  }

  /** @returns whether it is new and to be stored; else `owed` is settled with the first. */
  isNew(id: number, owed: Owed): boolean {
    const known = this.#ids.get(id);
    if (!known) {
      this.#ids.set(id, { done: false, waiting: [] });
      return true;
    }
    if (known.done) owed.settle("committed");
    else known.waiting.push(owed);
    return false;
  }

  /** The first message under this id was settled with that code. */
  settled(id: number, code: number, result: "committed" | Error): void {
    const known = this.#ids.get(id);
    if (!known) return;
    // Not stored, or refused (§4.3.3: a PUBREC from 0x80 on ends it): the id is free.
    if (result !== "committed" || code >= Code.unspecified) this.#ids.delete(id);
    known.done = true;
    for (const owed of known.waiting.splice(0)) {
      owed.code = code;
      owed.settle(result);
    }
  }

  /** PUBREL. @returns whether the id was known */
  release(id: number): boolean {
    return this.#ids.delete(id);
  }
}
