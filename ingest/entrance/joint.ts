import type { Answer } from "./desk.ts";

/** One answer for a message that several take: feeds, and what is retained. It is refused only where all refuse it. */
export class Joint {
  readonly #answer: Answer;
  readonly #codes: number[] = [];
  #left: number;
  #failed: Error | undefined;

  constructor(parts: number, answer: Answer) {
    this.#left = parts;
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
