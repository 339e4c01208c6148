import { type IncomingMessage, type ServerResponse, request as sendPlain } from "node:http";
import { request as sendSealed } from "node:https";

const ROUTE = /^\/api\/feeds\/[A-Za-z0-9_-]{1,64}\/(readings|forecasts)$/;
/** What ingest needs of a request, and a sender of an answer. */
const GIVEN = ["authorization", "content-type", "content-length", "content-encoding"] as const;
const TOLD = ["content-type", "retry-after", "www-authenticate", "allow"] as const;
/** Longer than ingest waits for its commit. */
const PATIENCE_MS = 30_000;
/** Once all is handed over: ingest answers in 2.5 s, or it stands still. */
const ANSWER_MS = 4_000;

export function isPush(request: IncomingMessage): boolean {
  return ROUTE.test(request.url?.split("?", 1)[0] ?? "");
}

/**
 * Hands a push on to ingest as it comes in, and ingest's answer back: nothing is kept here, so a slow database slows
 * the sender. Whoever gets no answer from ingest is told to come again; sending twice changes nothing.
 */
export function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  ingest: { url: string; sender: string },
): void {
  const headers: Record<string, string> = { "x-forwarded-for": ingest.sender };
  for (const name of GIVEN) {
    const value = request.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  const target = new URL(`${ingest.url}${request.url?.split("?", 1)[0]}`);
  const send = target.protocol === "https:" ? sendSealed : sendPlain;
  const onward = send(target, { method: request.method, headers, timeout: PATIENCE_MS });
  onward.on("timeout", () => onward.destroy());
  onward.on("finish", () => onward.setTimeout(ANSWER_MS));
  onward.on("error", () => comeAgain(request, response));
  onward.on("response", (answer) => {
    response.statusCode = answer.statusCode ?? 502;
    for (const name of TOLD) {
      const value = answer.headers[name];
      if (value !== undefined) response.setHeader(name, value);
    }
    dropRest(request);
    answer.on("error", () => response.destroy());
    answer.pipe(response);
  });
  request.on("aborted", () => onward.destroy());
  request.pipe(onward);
}

function comeAgain(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent || request.aborted) return void response.destroy();
  response.statusCode = 503;
  response.setHeader("Retry-After", "5");
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  dropRest(request);
  response.end(JSON.stringify({ error: "storage_unavailable" }));
}

/**
 * A refusal may come before the body is read: the rest is read and thrown away, so that the sender hears the refusal
 * (closing with unread bytes resets the line) and the next request on it is read right.
 */
function dropRest(request: IncomingMessage): void {
  request.unpipe();
  request.resume();
}
