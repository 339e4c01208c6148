/** What to publish: at `rate` a second, or (null) as fast as the credit allows; sequence numbers from `base`. */
export type Order = { seconds: number; rate: number | null; base: number };

type Question = { id: number; ask: string; with: unknown };
export type Reply = { id: number; value?: unknown; error?: string };

/** Answers the questions of the process that started this one, by name. Ends with it. */
// biome-ignore lint/suspicious/noExplicitAny: each handler states what it takes; the caller is in this folder's parent
export function serve(handlers: Record<string, (given: any) => Promise<unknown>>): void {
  process.on("message", async ({ id, ask, with: given }: Question) => {
    const reply: Reply = { id };
    try {
      const handler = handlers[ask];
      if (!handler) throw new Error(`nobody answers "${ask}"`);
      reply.value = await handler(given);
    } catch (error) {
      reply.error = (error as Error).stack ?? String(error);
    }
    process.send?.(reply);
  });
  process.on("disconnect", () => process.exit(0));
}
