import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Reply } from "./process/message.ts";

export type Helper = {
  pid: number;
  /** Puts a question to the process. @throws its error */
  ask<T>(question: string, given?: unknown): Promise<T>;
  stop(): void;
};

/** Starts one of the bench's own processes: nothing of it shares a core's time slice with who measures. */
export function startHelper(name: "publisher" | "crowd" | "client" | "subscriber" | "storer"): Helper {
  const child: ChildProcess = fork(join(import.meta.dirname, "process", `${name}.ts`), { stdio: "inherit" });
  const waiting = new Map<number, { done(value: unknown): void; fail(error: Error): void }>();
  let last = 0;
  child.on("message", ({ id, value, error }: Reply) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.fail(new Error(`${name}: ${error}`));
    else asked?.done(value);
  });
  child.on("exit", (code) => {
    for (const { fail } of waiting.values()) fail(new Error(`the ${name} process ended with ${code}`));
  });
  return {
    pid: child.pid as number,
    ask<T>(ask: string, given?: unknown): Promise<T> {
      return new Promise<T>((done, fail) => {
        const id = ++last;
        waiting.set(id, { done: done as (value: unknown) => void, fail });
        child.send({ id, ask, with: given });
      });
    },
    stop: () => void child.disconnect(),
  };
}
