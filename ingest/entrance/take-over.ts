import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { deserialize } from "node:v8";
import type { HttpAnswer } from "../http.ts";
import { readBody } from "../transports/http/body.ts";
import type { Answer, Desk, Message } from "./desk.ts";
import { MOST_BYTES } from "./post.ts";

/** A batch and one message that is as large as may be. */
const LARGEST_BODY = MOST_BYTES + 4 * 1_048_576;

/** Takes what devices said to another process for a feed that is held here; answers after the commit. */
export async function takeHanded(request: IncomingMessage, desk: Desk, token: string): Promise<HttpAnswer> {
  if (!isRight(request.headers.authorization ?? "", `Bearer ${token}`))
    return { status: 401, body: { error: "unauthorized" } };
  const body = await readBody(request, LARGEST_BODY);
  if (body === undefined) return { status: 413, body: { error: "too_large" } };
  const messages = deserialize(body) as Omit<Message, "now">[];
  const now = Date.now();
  const settled = await Promise.all(
    messages.map(({ topic, payload, size }) => {
      const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
      return taken(desk, { topic, payload: bytes, size, now });
    }),
  );
  if (settled.includes(undefined)) return { status: 503, body: { error: "not_stored" } };
  return { status: 200, body: { codes: settled } };
}

/** @returns its code, undefined when it was not stored */
function taken(desk: Desk, message: Message): Promise<number | undefined> {
  return new Promise((done) => {
    const answer: Answer = {
      code: 0,
      settle: (result) => done(result === "committed" ? answer.code : undefined),
    };
    desk.take(message, answer);
  });
}

function isRight(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
