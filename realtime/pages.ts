import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";

export type Pages = {
  build: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/** What `next build` wrote; undefined when nothing was built. */
export async function builtPages(root: string): Promise<string | undefined> {
  const text = await readFile(join(root, ".next", "BUILD_ID"), "utf8").catch(() => undefined);
  return text?.trim();
}

/** The pages as built. Takes about a second; sockets are served meanwhile. */
export async function openPages(
  root: string,
  { build, port }: { build: string; port: number },
): Promise<Pages> {
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const { default: next } = await import("next");
  // Next adds its own listener for upgrades to the server it is given: a server that never listens keeps sockets ours.
  const app = next({ dev: false, dir: root, port, hostname: "localhost", httpServer: createServer() });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { build, handle: (request, response) => handle(request, response) };
}
