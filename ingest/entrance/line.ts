import type { Duplex } from "node:stream";

/** A byte stream to somebody who is not yet known. */
export type Line = {
  stream: Duplex;
  /** Where it comes from: an address. */
  from: string;
  by: "tcp" | "tls" | "ws" | "wss";
  /** The name in the certificate that the other side has proven to hold. */
  certified: string | undefined;
};

/** Says the last word, if there is one, and closes; whoever does not read it is cut off. */
export function hangUp({ stream }: Line, lastWord?: Buffer): void {
  if (stream.destroyed) return;
  if (lastWord === undefined) {
    stream.destroy();
    return;
  }
  stream.end(lastWord);
  const cut = setTimeout(() => stream.destroy(), LAST_WORD_MS);
  stream.once("close", () => clearTimeout(cut));
  // What still comes is thrown away: unread bytes would reset the line before the last word is heard.
  stream.removeAllListeners("data");
  stream.resume();
}

const LAST_WORD_MS = 1_000;
