import type { IncomingMessage } from "node:http";
import { isToken } from "#lib/feed/token.ts";
import type { Outcome } from "../delivery.ts";
import type { Run, Worker } from "../feeds/feed.ts";
import { type HttpAnswer, UNAUTHORIZED } from "../http.ts";
import { run as runStages } from "../pipeline.ts";
import type { NewAssets } from "../stages/allowance.ts";
import type { Course } from "../stages/batch.ts";
import { Collector } from "../stages/collector.ts";
import { Intake, type Payload } from "../stages/intake.ts";
import { parseJson, Several, Unreadable } from "../wire/json.ts";
import { MOST_READINGS } from "../wire/push.ts";
import { readBody } from "./http/body.ts";

export type HttpSource = {
  /** Reads a parsed body. */
  read(body: unknown, now: number, out: Collector): void;
  sentinels: readonly number[];
  newAssets: NewAssets;
};

/** 10,000 readings with long names take some 2 MB. */
export const LARGEST_BODY = 4 * 1_048_576;
const MOST_CALLS = 8;
/** A commit takes 0.2 s. A sender that has waited so long asks again: sending twice changes nothing. */
const PATIENCE_MS = 2_500;
const RETRY_AFTER = { "retry-after": "5" };

const refusal = (status: number, error: string, headers?: Record<string, string>): HttpAnswer => ({
  status,
  body: { error },
  headers,
});
const TOO_MANY = refusal(413, `more than ${MOST_READINGS} readings`);
export const AWAY = refusal(503, "storage_unavailable", RETRY_AFTER);

/** Takes pushes for one feed. Each is answered after its commit; any number of processes may do so at once. */
export function startHttp(source: HttpSource, run: Run): Worker {
  const { feed, world } = run;
  let calls = 0;
  const mounted = world.door.mount(feed.id, async (request) => {
    const early = refuseEarly(request, run);
    if (early) return early;
    if (calls >= MOST_CALLS) return refusal(429, "too_many_calls", { "retry-after": "1" });
    calls++;
    try {
      const body = await readBody(request, LARGEST_BODY);
      if (body === undefined) return refusal(413, "too_large");
      return await store(body, { source, run, origin: originOf(request) });
    } finally {
      calls--;
    }
  });
  run.report("live");
  return {
    async stop() {
      mounted.unmount();
    },
  };
}

/** What is answered before the body is read; undefined when it may be. */
export function refuseEarly(request: IncomingMessage, { feed, world }: Run): HttpAnswer | undefined {
  const token = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(request.headers.authorization ?? "")?.[1];
  if (!isToken(token ?? "", feed.tokenHash)) return UNAUTHORIZED;
  const type = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json" && type !== "application/senml+json")
    return refusal(415, "expected application/json or application/senml+json");
  if (request.headers["content-encoding"]) return refusal(415, "content-encoding is not understood");
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return refusal(413, "too_large");
  return world.sink.trouble() || world.sink.pressure() >= 1 ? AWAY : undefined;
}

type Call = { source: HttpSource; run: Run; origin: string };

async function store(bytes: Buffer, { source, run, origin }: Call): Promise<HttpAnswer> {
  const body = parseJson(bytes, bytes.length, LARGEST_BODY);
  if (Array.isArray(body) && body.length > MOST_READINGS) return TOO_MANY;
  const collector = new Collector(run.book, run.owed);
  const now = Date.now();
  const outcome: Outcome = { stored: 0, duplicates: 0, corrected: 0, poisoned: false };
  const { ticket, settled } = ticketOf();
  const intake = new Intake(run.feed.id, { origin, payload: payloadOf(body, bytes), ticket });
  intake.outcome = outcome;
  collector.begin(intake);
  if (body instanceof Unreadable) collector.refuse(body.reason, body.detail);
  else source.read(body, now, collector);
  void handOver().catch((error: Error) => intake.settle(error));
  if ((await settled) !== "committed") return intake.received > MOST_READINGS ? TOO_MANY : AWAY;
  return { status: body instanceof Unreadable ? 400 : 200, body: told(outcome, intake) };

  async function handOver(): Promise<void> {
    if (intake.received > MOST_READINGS) throw new Error("too many readings");
    for (const one of await runStages(collector.take(now), course(source, run))) run.world.sink.add(one);
  }
}

/** `settled` gives an Error too when it takes longer than a sender should wait. */
function ticketOf() {
  let settle: (result: "committed" | Error) => void = () => {};
  const settled = new Promise<"committed" | Error>((done) => {
    const timer = setTimeout(() => settle(new Error("not stored in time")), PATIENCE_MS);
    settle = (result) => {
      clearTimeout(timer);
      done(result);
    };
  });
  return { ticket: { settle: (result: "committed" | Error) => settle(result) }, settled };
}

function payloadOf(body: unknown, bytes: Buffer): Payload {
  const items = body instanceof Several ? body.items : body;
  if (!Array.isArray(items)) return bytes;
  return (index) => Buffer.from(JSON.stringify(items[index]) ?? "");
}

function told({ stored, duplicates, corrected, poisoned }: Outcome, intake: Intake) {
  const refused = intake.errors.map(({ index, reason, detail }) => ({ index, reason, detail }));
  if (poisoned)
    refused.push({ index: -1, reason: "stored_otherwise", detail: "the database refused some of it" });
  return { stored, duplicates, corrected, refused };
}

function course(source: HttpSource, { feed, world, book }: Run): Course {
  return {
    feed,
    book,
    register: world.register,
    sentinels: source.sentinels,
    newAssets: source.newAssets,
    async patience(error) {
      throw error;
    },
  };
}

/** Behind the web process the sender's address is the last entry of the header that it sets. */
export function originOf(request: IncomingMessage): string {
  const forwarded = request.headers["x-forwarded-for"];
  const from = typeof forwarded === "string" ? forwarded.split(",").at(-1) : request.socket.remoteAddress;
  return `http ${from?.trim().slice(0, 60) ?? ""}`;
}
