/** What all connections together may leave unanswered. */
export type Limits = { messages: number; bytes: number };

/** Beyond the limits only who is modest is still read from; at twice as much nobody is. */
const SHUT = 2;

/**
 * Counts what came in and is not settled yet, whoever sent it. Nothing is ever dropped: who has much unanswered is not
 * read from, and TCP holds the sender back.
 */
export class Budget {
  readonly #limits: Limits;
  readonly #isFull: () => boolean;
  #messages = 0;
  #bytes = 0;

  /** @param isFull whether the store takes nothing more */
  constructor(limits: Limits, isFull: () => boolean) {
    this.#limits = limits;
    this.#isFull = isFull;
  }

  get messages(): number {
    return this.#messages;
  }

  took(bytes: number): void {
    this.#messages++;
    this.#bytes += bytes;
  }

  settled(bytes: number): void {
    this.#messages--;
    this.#bytes -= bytes;
  }

  isTight(): boolean {
    return this.#share() >= 1 || this.#isFull();
  }

  isShut(): boolean {
    return this.#share() >= SHUT;
  }

  #share(): number {
    return Math.max(this.#messages / this.#limits.messages, this.#bytes / this.#limits.bytes);
  }
}
