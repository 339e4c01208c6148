import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Server } from "node:tls";
import { configWith, ingestUrl } from "#lib/config.ts";
import { log } from "#lib/log.ts";
import { server, whoIsConnected } from "#lib/user/server.ts";
import { builtPages, openPages, type Pages } from "./pages.ts";
import { startRealtime } from "./server.ts";
import { followTls, readTls } from "./tls.ts";

const ROOT = join(import.meta.dirname, "..");
const METRICS_MS = 2_000;
const BUILT_MS = 2_000;

const settings = configWith("DATABASE_URL", "AUTH_SECRET");
const { DATABASE_URL, PUBLIC_URL, METRICS_TOKEN, TRUST_PROXY, HOST, PORT, TLS, DATA_DIR } = settings;
const INGEST = ingestUrl(settings);
const logger = log("realtime");
const tlsOptions = TLS && { setting: TLS, data: DATA_DIR, publicUrl: PUBLIC_URL, now: Date.now() };
const tls = tlsOptions ? await readTls(tlsOptions) : undefined;
let pages: Pages | undefined;

const realtime = await startRealtime({
  host: HOST,
  port: PORT,
  databaseUrl: DATABASE_URL,
  pool: server().pool,
  identify: whoIsConnected,
  publicUrl: PUBLIC_URL,
  metricsToken: METRICS_TOKEN,
  trustProxy: TRUST_PROXY,
  ingestUrl: INGEST,
  files: join(ROOT, "public"),
  pem: tls?.pem,
  trusted: tls?.trusted,
  build: () => pages?.build ?? null,
  otherMetrics: ingestMetrics,
  pages: () => pages,
  log: logger,
});
logger.info({ port: realtime.port, tls: tls?.path }, "sockets are served");
if (tls && tlsOptions)
  followTls(
    realtime.http as Server,
    { ...tls, options: tlsOptions },
    {
      told: (error) =>
        error
          ? logger.warn({ err: error }, "the certificate cannot be read; the one from before is served")
          : logger.info({}, "a new certificate is served"),
    },
  );

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());

pages = await openPages(ROOT, { build: await untilBuilt(), port: realtime.port });
logger.info({ build: pages.build }, "pages are served");

async function untilBuilt(): Promise<string> {
  for (let told = false; ; told = true) {
    const build = await builtPages(ROOT);
    if (build) return build;
    if (!told)
      logger.error({}, "there are no built pages: run `next build`; until then only sockets are served");
    await setTimeout(BUILT_MS);
  }
}

async function ingestMetrics(): Promise<string> {
  try {
    const answer = await fetch(`${INGEST}/metrics`, {
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
