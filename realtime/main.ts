import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { configWith } from "#lib/config.ts";
import { log } from "#lib/log.ts";
import { server, whoSent } from "#lib/user/server.ts";
import { builtPages, openPages, type Pages } from "./pages.ts";
import { startRealtime } from "./server.ts";

const ROOT = join(import.meta.dirname, "..");
const METRICS_MS = 2_000;

const { DATABASE_URL, PUBLIC_URL, METRICS_TOKEN, HOST, PORT, INGEST_PORT } = configWith(
  "DATABASE_URL",
  "AUTH_SECRET",
);
const logger = log("realtime");
const build = await builtPages(ROOT);
let pages: Pages | undefined;

const realtime = await startRealtime({
  host: HOST,
  port: PORT,
  databaseUrl: DATABASE_URL,
  pool: server().pool,
  identify: whoSent,
  publicUrl: PUBLIC_URL,
  metricsToken: METRICS_TOKEN,
  ingestPort: INGEST_PORT,
  build: build ?? `unbuilt-${randomUUID()}`,
  otherMetrics: ingestMetrics,
  pages: () => pages,
  log: logger,
});
logger.info({ port: realtime.port }, "sockets are served");

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());

if (build) {
  pages = await openPages(ROOT, { build, port: realtime.port });
  logger.info({ build }, "pages are served");
} else {
  logger.error({}, "there are no built pages: run `next build`; only sockets and metrics are served");
}

async function ingestMetrics(): Promise<string> {
  try {
    const answer = await fetch(`http://127.0.0.1:${INGEST_PORT}/metrics`, {
      signal: AbortSignal.timeout(METRICS_MS),
    });
    return answer.ok ? await answer.text() : "";
  } catch {
    return "";
  }
}

async function stop(): Promise<void> {
  logger.info({}, "stopping");
  await realtime.close();
  await server().pool.end();
  process.exit(0);
}
