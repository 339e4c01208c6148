import type { IncomingMessage } from "node:http";

/** The whole body; undefined when it is longer than `most` bytes. @throws when the sender breaks off */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  return new Promise((done, failed) => {
    const parts: Buffer[] = [];
    let length = 0;
    const take = (part: Buffer) => {
      length += part.length;
      parts.push(part);
      if (length <= most) return;
      request.off("data", take);
      done(undefined);
    };
    request.on("data", take);
    request.once("end", () => done(Buffer.concat(parts)));
    request.once("error", failed);
    request.once("close", () => failed(new Error("the sender broke off")));
  });
}
