import { randomUUID } from "node:crypto";
import { createServer, type Server as HttpServer, type RequestListener } from "node:http";
import { createServer as createTlsServer, type Server as HttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import type { Pool } from "#lib/db/pool.ts";
import { SOCKET_PATH } from "#lib/protocol.ts";
import { isSameOrigin } from "#lib/user/origin.ts";
import { listen } from "./dispatch.ts";
import { Fanout, type LiveServer, type LiveSocket, TICK_MS } from "./fanout.ts";
import { answerer, type HttpOptions } from "./http.ts";
import { measure } from "./metrics.ts";
import { questionsTo } from "./questions.ts";
import { requireIdentity, watchSessions } from "./session.ts";
import { State } from "./state.ts";
import { welcome } from "./welcome.ts";

export type RealtimeOptions = HttpOptions & {
  host?: string;
  /** 0: any free one. */
  port: number;
  databaseUrl: string;
  pool: Pool;
  /** Key and certificates in PEM: https and wss in the place of http and ws. */
  pem?: string;
  /** null while there are no pages. */
  build(): string | null;
};

export type Realtime = {
  port: number;
  state: State;
  fanout: Fanout;
  io: LiveServer;
  http: HttpServer | HttpsServer;
  close(): Promise<void>;
};

const STATUS_MS = 1_000;
/** Headers are a few kB, the largest body that is taken 4 MB (a push): who needs longer holds a place for nothing. */
const SLOW = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 };
/** What turns is not left for the next second. */
const NEWS_MS = 200;
/** Commands are a few hundred bytes. */
const MOST_BYTES = 16 * 1024;

/** Starts listening; sockets are served at once, pages as soon as there are some. */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
  // Sockets take their own requests out of what listens before them.
  const http = openHttp(
    options.pem,
    answerer(options, () => registry),
  );
  const io = openSockets(http, options.publicUrl);
  const state = openState(options);
  const fanout = new Fanout(io, (topic, audience) => state.source(topic, audience));
  const registry = measure({ io, state, fanout });
  serve(io, { state, fanout, options });
  const sessions = watchSessions(io, options.identify, (socket, who) => fanout.regard(socket, who));
  const timers = [
    setInterval(() => {
      state.presence.tick(Date.now());
      fanout.tick(Date.now());
    }, TICK_MS),
    setInterval(() => tell(io, state), STATUS_MS),
    setInterval(() => tellNews(io, state), NEWS_MS),
  ];
  state.start();
  await listening(http, options);
  return {
    port: (http.address() as AddressInfo).port,
    state,
    fanout,
    io,
    http,
    async close() {
      for (const timer of timers) clearInterval(timer);
      sessions.close();
      io.emit("bye", "shutdown");
      await io.close();
      http.closeAllConnections();
      await state.close();
    },
  };
}

function openHttp(pem: string | undefined, answer: RequestListener): HttpServer | HttpsServer {
  if (pem === undefined) return createServer(SLOW, answer);
  const secured = { key: pem, cert: pem, minVersion: "TLSv1.2", handshakeTimeout: 10_000 } as const;
  return createTlsServer({ ...SLOW, ...secured }, answer);
}

function openSockets(http: HttpServer | HttpsServer, publicUrl?: string): LiveServer {
  return new Server(http, {
    path: SOCKET_PATH,
    serveClient: false,
    transports: ["websocket", "polling"],
    // Nine times the CPU on small frames; what is big is packed already.
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: MOST_BYTES,
    connectTimeout: 10_000,
    pingInterval: 10_000,
    pingTimeout: 20_000,
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers, publicUrl)),
  });
}

function openState({ databaseUrl, pool, log }: RealtimeOptions): State {
  return new State({
    databaseUrl,
    pool,
    questions: questionsTo(pool),
    onTrouble: (what, error) => log.warn({ what, error: String(error) }, "the picture may be old"),
  });
}

type Served = { state: State; fanout: Fanout; options: RealtimeOptions };

function serve(io: LiveServer, { state, fanout, options }: Served): void {
  const { pool, identify, build, log } = options;
  const epoch = randomUUID();
  const onBug = (event: string, error: unknown) =>
    log.error({ event, error: String(error) }, "command failed");
  requireIdentity(io, identify);
  io.on("connection", (socket) => {
    socket.on("disconnect", () => {
      fanout.leave(socket);
      state.presence.leave(socket.id);
    });
    socket.on("error", () => {});
    welcome(socket, { build: build(), epoch });
    tell(socket, state);
    listen(socket, { pool, fanout, state, identify, onBug });
  });
}

function tell(whom: LiveServer | LiveSocket, state: State): void {
  const { picture, since } = state;
  const serverTime = Date.now();
  whom.emit("status", { serverTime, picture, since, deaf: state.deaf(serverTime) });
}

const told = new WeakMap<State, string>();

function tellNews(io: LiveServer, state: State): void {
  const news = `${state.picture} ${state.deaf(Date.now())?.reason}`;
  if (told.get(state) !== news) tell(io, state);
  told.set(state, news);
}

function listening(
  http: HttpServer | HttpsServer,
  { host, port }: { host?: string; port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", reject);
    http.listen({ port, host }, () => {
      http.off("error", reject);
      resolve();
    });
  });
}
