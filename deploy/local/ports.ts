import { createServer } from "node:net";
import { SetupFault } from "./fault.ts";

/** Whether a port can be listened on at that address. */
export function isFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Any free port, chosen by the kernel. */
export function freePort(host = "127.0.0.1"): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host, exclusive: true }, () => {
      const address = server.address();
      const port = address && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

const NEIGHBOURS = 50;

/** The wished port or the next free one after it. */
export async function nextFreePort(wished: number, host?: string): Promise<number> {
  const last = Math.min(wished + NEIGHBOURS, 65_535);
  for (let port = wished; port <= last; port++) if (await isFree(port, host)) return port;
  throw new SetupFault(
    `All ports from ${wished} to ${last} are taken.`,
    "Stop what uses them, or set MQTT_PORT to another number.",
  );
}
