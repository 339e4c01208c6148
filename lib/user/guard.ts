import { config } from "../config.ts";
import { isTransient } from "../db/tx.ts";
import { type Action, can } from "./can.ts";
import type { Identity } from "./model.ts";
import { isSameOrigin } from "./origin.ts";
import { mayPace } from "./pace.ts";
import { whoSent } from "./server.ts";

type Handler<C> = (request: Request, who: Identity, context: C) => Promise<Response>;

/** A route handler that runs only for those who may: 401 to strangers, 403 to the others. */
export function guarded<C = unknown>(action: Action, handler: Handler<C>) {
  return async (request: Request, context: C): Promise<Response> => {
    if (!isOurs(request)) return refusal(403, "foreign_origin");
    // No text of the database holds it: asked for, it is a fault of the statement, not a thing that is not there.
    if (request.url.includes("%00")) return refusal(400, "invalid_request");
    return passing(async () => {
      const who = await whoSent(request.headers);
      if (!who) return refusal(401, "not_signed_in");
      if (!can(who, action)) return refusal(403, "not_allowed");
      if (changes(request) && !mayPace(who, "write")) return refusal(429, "too_many_requests");
      return await handler(request, who, context);
    });
  };
}

/** Answers 503 where the database is away for now. */
export async function passing(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (isPassing(error)) return refusal(503, "unavailable");
    throw error;
  }
}

/** The database is away, two writers met, or it took too long (57014): nothing was done, and it may be asked again. */
function isPassing(error: unknown): boolean {
  return isTransient(error) || (error as { code?: string } | null)?.code === "57014";
}

/** Only our own pages may change something with a person's cookie; reading gives another site's page nothing. */
export function isOurs(request: Request): boolean {
  if (!changes(request)) return true;
  const { headers } = request;
  return isSameOrigin({ origin: headers.get("origin"), host: headers.get("host") }, config().PUBLIC_URL);
}

const changes = ({ method }: Request) => method !== "GET" && method !== "HEAD";

/** `reason` is a key of the catalogue; `detail` says what was found, for engineers. */
export function refusal(status: number, reason: string, detail?: unknown): Response {
  return Response.json({ ok: false, reason, detail }, { status });
}

/** The largest body that a page sends is an act on 5,000 alerts: 120 kB. */
const MOST_BODY_BYTES = 1024 * 1024;

type Schema<T> = {
  safeParse(v: unknown): { success: true; data: T } | { success: false; error: { issues: unknown } };
};

/** Reads a JSON body against a schema; a wrong one becomes the 400 or 413 to answer with. */
export async function jsonBody<T>(
  request: Request,
  schema: Schema<T>,
  mostBytes = MOST_BODY_BYTES,
): Promise<T | Response> {
  const text = await request.text();
  if (Buffer.byteLength(text) > mostBytes) return refusal(413, "too_large");
  const parsed = schema.safeParse(json(text));
  return parsed.success ? parsed.data : refusal(400, "invalid_request", parsed.error.issues);
}

/** undefined: it is none. The database keeps no NUL in a text, so that one is not JSON of ours either. */
function json(text: string): unknown {
  if (text.includes("\\u0000")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
