import { createServer } from "node:net";
import { run } from "./command.ts";
import { SetupFault } from "./fault.ts";

/** Whether a port can be listened on at that address. */
export function isFree(port: number, host?: string): Promise<boolean> {
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

/** Refuses to go on when the web's port is taken: a wall's address must not change by itself. */
export async function demandPort(port: number, host?: string): Promise<void> {
  if (await isFree(port, host)) return;
  const holder = (await run("ss", ["-ltnpH", `sport = :${port}`]).catch(() => "")).match(
    /users:\(\("([^"]+)",pid=(\d+)/,
  );
  const who = holder ? ` by ${holder[1]} (process ${holder[2]})` : "";
  throw new SetupFault(
    `Port ${port} is taken${who}.`,
    `Stop what uses it, or choose another port for the wall: PORT=${port + 1} npm start`,
  );
}
