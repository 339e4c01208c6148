import { createServer as createPlain, type Server, type Socket } from "node:net";
import { createServer as createSealed } from "node:tls";
import { certified } from "./certified.ts";
import type { Line } from "./line.ts";
import { readTls, renewTls } from "./tls.ts";
import { openWebSockets } from "./web-sockets.ts";

export type Listening = { port: number; close(): Promise<void> };
export type Place = { host: string; port: number };
export type ListenOptions = Place & {
  mostConnections: number;
  /** Where TLS is spoken too, and the folder of its certificate. */
  tls?: Place & { folder: string };
};

/** Half of the devices of a province may come back in one second after a power cut. */
const BACKLOG = 4_096;
/** A line that is cut without a word is found out by the kernel, for devices without a keep-alive too. */
const TCP_PROBE_MS = 60_000;
/** To the first byte, TLS included. */
const FIRST_BYTE_MS = 10_000;
/** "GET": a WebSocket begins as HTTP. MQTT begins with 0x10. */
const HTTP_G = 0x47;

/** Listens for devices: MQTT and WebSocket on each port. Processes of one machine may share the ports. */
export async function listen(options: ListenOptions, welcome: (line: Line) => void): Promise<Listening> {
  const web = openWebSockets(welcome);
  const open = new Set<Socket>();
  const accept = (socket: Socket, isSealed: boolean) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    socket.on("error", () => {});
    socket.setTimeout(FIRST_BYTE_MS, () => socket.destroy());
    socket.once("data", (first: Buffer) => {
      socket.setTimeout(0);
      socket.pause();
      if (first[0] === HTTP_G) {
        web.take(socket, isSealed);
        socket.unshift(first);
        socket.resume();
      } else {
        socket.unshift(first);
        welcome(lineOf(socket, isSealed));
      }
    });
  };
  const plain = createPlain({ noDelay: true, keepAlive: true, keepAliveInitialDelay: TCP_PROBE_MS });
  plain.on("connection", (socket) => accept(socket, false));
  plain.maxConnections = options.mostConnections;
  const port = await begin(plain, options);
  const closing = [() => end(plain)];
  if (options.tls) {
    const { folder } = options.tls;
    const sealed = createSealed({
      ...(await readTls(folder)),
      handshakeTimeout: FIRST_BYTE_MS,
      noDelay: true,
    });
    const renewing = renewTls(folder, sealed);
    sealed.on("secureConnection", (socket) => accept(socket, true));
    sealed.on("tlsClientError", (_, socket) => socket.destroy());
    sealed.maxConnections = options.mostConnections;
    await begin(sealed, options.tls);
    closing.push(() => {
      renewing.stop();
      return end(sealed);
    });
  }
  return {
    port,
    async close() {
      const ended = closing.map((close) => close());
      for (const socket of open) socket.destroy();
      await Promise.all(ended);
    },
  };
}

function lineOf(socket: Socket, isSealed: boolean): Line {
  const from = socket.remoteAddress ?? "";
  return {
    stream: socket,
    from,
    by: isSealed ? "tls" : "tcp",
    certified: isSealed ? certified(socket) : undefined,
  };
}

function begin(server: Server, { host, port }: Place): Promise<number> {
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen({ host, port, backlog: BACKLOG, reusePort: process.platform === "linux" }, () => {
      server.off("error", failed);
      server.on("error", () => {});
      const address = server.address();
      done(typeof address === "object" && address ? address.port : port);
    });
  });
}

const end = (server: Server) => new Promise<void>((done) => server.close(() => done()));
