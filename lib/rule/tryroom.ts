import { z } from "zod";
import { log } from "#lib/log.ts";
import { paced } from "#lib/user/crowd.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf, type Identity } from "#lib/user/model.ts";
import type { Tried, TryWish } from "./tryout.ts";

/** Trials read much and judge much: the pages of everybody else must not wait for them. */
const MOST_AT_ONCE = 2;
const PROGRESS_EVERY_MS = 200;
// The web framework loads its own copy of each module for each route; the room is one.
const KEY = Symbol.for("haidang.trials");
const shared = globalThis as { [KEY]?: Set<string> };
const running = (): Set<string> => {
  shared[KEY] ??= new Set();
  return shared[KEY];
};

const schema = z.strictObject({ content: z.unknown(), days: z.int().min(1).max(30).default(30) });

export type Ready = { run(wish: TryWish): Promise<Tried> } | { reason: string; issues?: unknown };

/**
 * A route that tries something on history: lines of JSON, `progress` … and at last `result` or `failed`. Closing the
 * connection stops it.
 * @param prepare checks what is to be tried, before anything is streamed
 */
export function trying(prepare: (content: unknown, who: Identity) => Promise<Ready>) {
  return guarded(
    "rule.propose",
    paced("draft", async (request, who) => {
      const body = await jsonBody(request, schema);
      if (body instanceof Response) return body;
      const ready = await prepare(body.content, who);
      if ("reason" in ready) return refusal(ready.issues ? 422 : 403, ready.reason, ready.issues);
      const busy = objection(who);
      if (busy) return refusal(429, busy);
      return stream(ready.run, { days: body.days, by: actorOf(who), closed: request.signal });
    }),
  );
}

function objection(who: Identity): string | undefined {
  if (running().has(actorOf(who))) return "trial_running";
  return running().size >= MOST_AT_ONCE ? "trials_full" : undefined;
}

type Order = { days: number; by: string; closed: AbortSignal };

function stream(run: (wish: TryWish) => Promise<Tried>, { days, by, closed }: Order): Response {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, closed]);
  running().add(by);
  const lines = new ReadableStream<Uint8Array>({
    async start(out) {
      const say = (line: object) => {
        if (!signal.aborted) out.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        say({ type: "progress", done: 0, total: 0 });
        const result = await run({ days, by, now: Date.now(), signal, onProgress: seldom(say) });
        say({ type: "result", ...result });
      } catch (cause) {
        if (!signal.aborted && !(cause instanceof RangeError)) log("trial").error(cause, "failed");
        say({ type: "failed", reason: cause instanceof RangeError ? "cannot_be_tried" : "trial_failed" });
      } finally {
        running().delete(by);
        if (!stop.signal.aborted) out.close();
      }
    },
    cancel: () => stop.abort(),
  });
  const headers = { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" };
  return new Response(lines, { headers });
}

const encoder = new TextEncoder();

function seldom(say: (line: object) => void): (done: number, total: number) => void {
  let last = 0;
  return (done, total) => {
    const now = Date.now();
    if (now - last < PROGRESS_EVERY_MS && done < total) return;
    last = now;
    say({ type: "progress", done, total });
  };
}
