/** A set-up step that cannot go on: what happened, and what the person at the keyboard does next. */
export class SetupFault extends Error {
  readonly next: string;

  constructor(problem: string, next: string, cause?: unknown) {
    super(problem, { cause });
    this.name = "SetupFault";
    this.next = next;
  }
}

/** Both sentences of a fault, with the last lines of its cause, as they are shown on a terminal. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `${error}`;
  const cause = error.cause instanceof Error ? error.cause.message : "";
  if (!(error instanceof SetupFault)) return [error.stack, cause].filter(Boolean).join("\nbecause: ");
  const tail = cause.trim().split("\n").slice(-12).join("\n  ");
  return [`✗ ${error.message}`, tail && `  ${tail}`, `→ ${error.next}`].filter(Boolean).join("\n");
}
