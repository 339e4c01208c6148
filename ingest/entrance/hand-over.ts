import { Agent, type RequestOptions, request as sendPlain } from "node:http";
import { request as sendSealed } from "node:https";
import { serialize } from "node:v8";
import type { Door } from "#lib/feed/sql/door.ts";
import type { Answer, Message } from "./desk.ts";

export type Handed = { message: Message; answer: Answer };
export type HandOver = (feedId: string, door: Door, handed: readonly Handed[]) => Promise<readonly number[]>;

/** A holder that changed while it was waited for is waited for no longer. */
const LOOK_MS = 1_000;
/** Connections are kept: a message costs no new one. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * Hands messages to the process that holds their feed. Its answer comes after its commit, however long that takes.
 * @param find where the feed's holder is now
 * @returns one code for each message, as MQTT 5 numbers them
 * @throws when the holder is gone, holds it no longer, or could not store: nothing of it counts as stored
 */
export function handOverBy(find: (feedId: string) => Promise<Door | undefined>): HandOver {
  return async (feedId, door, handed) => {
    const giveUp = new AbortController();
    const looking = setInterval(() => void look(), LOOK_MS);
    async function look(): Promise<void> {
      const now = await find(feedId).catch(() => door);
      if (now?.token !== door.token) giveUp.abort();
    }
    try {
      const body = serialize(
        handed.map(({ message: { topic, payload, size } }) => ({ topic, payload, size })),
      );
      const codes = await post(door, { feedId, body, signal: giveUp.signal });
      if (codes.length !== handed.length) throw new Error("the holder did not answer for each message");
      return codes;
    } finally {
      clearInterval(looking);
    }
  };
}

type Posted = { feedId: string; body: Buffer; signal: AbortSignal };

/** Without a time-out: while the database is away the answer waits, as its device does. */
function post(door: Door, { feedId, body, signal }: Posted): Promise<number[]> {
  const url = new URL(`${door.url}/api/feeds/${feedId}/handed`);
  const isSealed = url.protocol === "https:";
  const options: RequestOptions = {
    method: "POST",
    signal,
    headers: {
      authorization: `Bearer ${door.token}`,
      "content-type": "application/octet-stream",
      "content-length": body.length,
    },
    ...(!isSealed && { agent }),
  };
  return new Promise((done, failed) => {
    const sent = (isSealed ? sendSealed : sendPlain)(url, options, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("error", failed);
      answer.once("end", () => {
        if (answer.statusCode !== 200) failed(new Error(`the holder answered ${answer.statusCode}`));
        else done((JSON.parse(Buffer.concat(parts).toString()) as { codes: number[] }).codes);
      });
    });
    sent.once("error", failed);
    sent.end(body);
  });
}
