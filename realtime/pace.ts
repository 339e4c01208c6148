import type { IncomingMessage } from "node:http";

export type Pace = { everyMs: number; bytes: number };
/** Slower than 500 bytes a second over ten seconds is nobody who has something to say: 1 MB comes in half an hour so. */
export const SLOWEST: Pace = { everyMs: 10_000, bytes: 5_000 };

/** Closes the line on which a body comes so slowly that it only holds a place. */
export function demandPace(request: IncomingMessage, { everyMs, bytes }: Pace): void {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  if (encoding === undefined && !Number(length)) return;
  const { socket } = request;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    const read = socket.bytesRead - before;
    before = socket.bytesRead;
    // What we do not read ourselves, because the database is slow, is not the sender's fault.
    if (read < bytes && !request.complete && request.readableLength === 0) socket.destroy();
  }, everyMs);
  timer.unref();
  const end = () => clearInterval(timer);
  request.once("end", end).once("close", end);
  socket.once("close", end);
}
