import { createServer, type Server, type Socket } from "node:net";
import type { Line } from "./line.ts";

export type Listening = { port: number; close(): Promise<void> };

/** Half of the devices of a province may come back in one second after a power cut. */
const BACKLOG = 4_096;
/** A line that is cut without a word is found out by the kernel, for devices without a keep-alive too. */
const TCP_PROBE_MS = 60_000;

/** Listens for devices. Several processes of one machine may share the port: the kernel spreads connections. */
export async function listen(
  where: { host: string; port: number },
  welcome: (line: Line) => void,
): Promise<Listening> {
  const server = createServer({
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: TCP_PROBE_MS,
    pauseOnConnect: false,
  });
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    socket.on("error", () => {});
    welcome({ stream: socket, from: socket.remoteAddress ?? "", by: "tcp", certified: undefined });
  });
  await begin(server, where);
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : where.port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  };
}

function begin(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen({ host, port, backlog: BACKLOG, reusePort: process.platform === "linux" }, () => {
      server.off("error", failed);
      server.on("error", () => {});
      done();
    });
  });
}
