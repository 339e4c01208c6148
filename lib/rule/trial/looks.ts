import type { AnyKind } from "../kinds/kind.ts";
import type { Tape } from "./tape.ts";

/** One object that is looked at from time to time, on a simulated clock, with the very judge of its kind. */
export class Looker {
  private state: unknown;
  private readonly kind: AnyKind;
  private readonly write: ReturnType<Tape["writer"]>;

  constructor(kind: AnyKind, write: ReturnType<Tape["writer"]>) {
    this.kind = kind;
    this.write = write;
    this.state = kind.restore(null, null);
  }

  look(input: object, ready: unknown): void {
    if (ready === null) return;
    const { state, verdicts } = this.kind.judge(this.state, input, ready);
    this.state = state;
    if (verdicts.length > 0) this.write(verdicts);
  }
}
