import type { IncomingMessage, ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import { fetchHeaders } from "#lib/user/session.ts";
import { secure, senderOf } from "./headers.ts";
import { mayRead } from "./metrics.ts";
import { demandPace, type Pace, SLOWEST } from "./pace.ts";
import type { Pages } from "./pages.ts";
import { isPush, passOn } from "./push.ts";
import { unsatisfiable } from "./range.ts";
import type { Identify } from "./session.ts";

export type HttpOptions = {
  identify: Identify;
  metricsToken?: string;
  /** A reverse proxy stands before this server and says who asks. */
  trustProxy?: boolean;
  /** How people open this, when it is known. */
  publicUrl?: string;
  /** The certificate is one that browsers trust: they may be told to keep to https. */
  trusted?: boolean;
  /** `public/`, whose files may be asked for in parts. */
  files: string;
  /** Slower bodies are not waited for. */
  slowest?: Pace;
  /** Where pushes are handed on to. */
  ingestUrl: string;
  /** Metrics of the other processes, in the same words. */
  otherMetrics?(): Promise<string>;
  /** Answers everything that is not a socket; undefined while it prepares. */
  pages(): Pages | undefined;
  log: Log;
};
export type Log = {
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
};

/** Everything over HTTP that is not a socket: metrics here, the rest by the pages. */
export function answerer(options: HttpOptions, registry: () => Registry) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    secure(request, response, options);
    demandPace(request, options.slowest ?? SLOWEST);
    try {
      await route(request, response);
    } catch (error) {
      options.log.error({ url: request.url, error: String(error) }, "request failed");
      if (response.headersSent) response.destroy();
      else end(response, 500, "failed");
    }
  };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.split("?")[0] === "/metrics") return metrics(request, response);
    if (isPush(request)) {
      const sender = senderOf(request, options.trustProxy ?? false);
      return passOn(request, response, { url: options.ingestUrl, sender });
    }
    const refused = unwelcome(request);
    if (refused) return turnAway(response, refused);
    const size = await unsatisfiable(request, options.files);
    if (size !== undefined) {
      response.setHeader("Content-Range", `bytes */${size}`);
      return end(response, 416, "no_such_range");
    }
    const pages = options.pages();
    if (pages) return pages.handle(request, response);
    response.setHeader("Retry-After", "2");
    end(response, 503, "starting");
  }

  async function metrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const may = await mayRead(fetchHeaders(request.headers), options.metricsToken, options.identify);
    if (!may) return end(response, 401, "not_signed_in");
    const others = await options.otherMetrics?.();
    response.setHeader("Content-Type", registry().contentType);
    response.end((await registry().metrics()) + (others ?? ""));
  }
}

/** The largest that a page sends is an act on 5,000 alerts: 120 kB. */
const MOST_BODY_BYTES = 1024 * 1024;
type Refusal = { status: number; reason: string };

/**
 * Pages read a body whole before they ask who sends it: what is too long, or does not say how long it is, is not let
 * so far. What says a length cannot send more.
 */
function unwelcome({ headers }: IncomingMessage): Refusal | undefined {
  if (headers["transfer-encoding"] !== undefined) return { status: 411, reason: "length_required" };
  if (Number(headers["content-length"] ?? 0) > MOST_BODY_BYTES) return { status: 413, reason: "too_large" };
  return undefined;
}

function turnAway(response: ServerResponse, { status, reason }: Refusal): void {
  // What is on its way is not waited for.
  response.setHeader("Connection", "close");
  end(response, status, reason);
}

function end(response: ServerResponse, status: number, reason: string): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ ok: false, reason }));
}
