import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export type HttpAnswer = { status: number; body: unknown; headers?: Record<string, string> };
/** One feed's answer to a push. */
export type PushHandler = (request: IncomingMessage) => Promise<HttpAnswer>;

/** Where HTTP feeds come in: one server a process, each feed mounted by its id. */
export type HttpDoor = {
  mount(feedId: string, handler: PushHandler, what?: Pushed): { unmount(): void };
};
/** `handed`: what devices said to another ingest process. */
export type Pushed = "readings" | "forecasts" | "handed";

export type Answers = {
  /** 200 when a reading would be stored now, 503 when not. */
  health(): Promise<HttpAnswer>;
  metrics(): Promise<{ type: string; text: string }>;
};

export type IngestServer = HttpDoor & { port: number; close(): Promise<void> };

const ROUTE = /^\/api\/feeds\/([A-Za-z0-9_-]{1,64})\/(readings|forecasts|handed)$/;
/** To whoever has no token of the feed, and for a feed that is not there. */
export const UNAUTHORIZED: HttpAnswer = {
  status: 401,
  body: { error: "unauthorized" },
  headers: { "www-authenticate": "Bearer" },
};
const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;

/** ingest's own HTTP server, for the web process and for monitoring on the same machine. */
export async function openServer(
  where: { host: string; port: number },
  answers: Answers,
): Promise<IngestServer> {
  const mounted = new Map<string, PushHandler>();
  const server = createServer(
    { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS },
    (request, response) => {
      answer(request, answers, mounted).then(
        (result) => send(response, result),
        () => send(response, { status: 500, body: { error: "internal" } }),
      );
    },
  );
  server.on("clientError", (_, socket) => socket.destroy());
  await listen(server, where);
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : where.port,
    mount(feedId, handler, what = "readings") {
      const place = `${feedId}/${what}`;
      mounted.set(place, handler);
      return {
        unmount() {
          if (mounted.get(place) === handler) mounted.delete(place);
        },
      };
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeIdleConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  answers: Answers,
  mounted: Map<string, PushHandler>,
): Promise<HttpAnswer | { type: string; text: string }> {
  const path = (request.url ?? "/").split("?", 1)[0] as string;
  if (path === "/health") return answers.health();
  if (path === "/metrics") return answers.metrics();
  const [, feedId, what] = ROUTE.exec(path) ?? [];
  if (feedId === undefined) return { status: 404, body: { error: "not_found" } };
  if (request.method !== "POST")
    return { status: 405, body: { error: "method" }, headers: { allow: "POST" } };
  const handler = mounted.get(`${feedId}/${what}`);
  // As to a wrong token: who has none does not learn which feeds there are.
  return handler ? handler(request) : UNAUTHORIZED;
}

function send(response: ServerResponse, result: HttpAnswer | { type: string; text: string }): void {
  if (response.destroyed) return;
  if ("text" in result) {
    response.writeHead(200, { "content-type": result.type }).end(result.text);
    return;
  }
  // The rest of a refused body is read and thrown away: closing with unread bytes resets the line, and the sender
  // would never hear the refusal.
  response.req.resume();
  const headers = { "content-type": "application/json; charset=utf-8", ...result.headers };
  response.writeHead(result.status, headers).end(JSON.stringify(result.body));
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      done();
    });
  });
}
