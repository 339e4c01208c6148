import { join } from "node:path";
import { configWith } from "#lib/config.ts";
import { subscribe } from "#lib/db/bus.ts";
import { migrate } from "#lib/db/migrate.ts";
import { openPool, type Patience } from "#lib/db/pool.ts";
import { isTransient, tx } from "#lib/db/tx.ts";
import type { KnownFeed } from "#lib/feed/sql/known.ts";
import { log } from "#lib/log.ts";
import { mirrorMetrics } from "#lib/metric/sql.ts";
import { openGate } from "#lib/outgoing/gate.ts";
import { isDeaf } from "#lib/pulse/model.ts";
import { CONNECTION } from "#lib/pulse/sql.ts";
import { announceChannels, startDispatch } from "./dispatch.ts";
import { openEntrance } from "./entrance/entrance.ts";
import type { World } from "./feeds/feed.ts";
import { openServer } from "./http.ts";
import * as jobs from "./jobs/index.ts";
import { startJobs } from "./jobs/run.ts";
import { openMetrics } from "./metrics.ts";
import { openPulse } from "./pulse.ts";
import { Register } from "./register.ts";
import { HOLDER, openReporter } from "./report.ts";
import { Runner, topicsOf } from "./runner.ts";
import { channelSecretFrom, secretFrom } from "./secret.ts";
import { openSink } from "./sink.ts";
import { tendSituation } from "./situation.ts";
import { superviseFeeds } from "./supervisor.ts";
import { startTicks } from "./ticks.ts";
import { createWatch } from "./watch.ts";

const settings = configWith("DATABASE_URL");
const { DATABASE_URL, MQTT_URL, INGEST_PORT, VAPID_PRIVATE_KEY, PUBLIC_URL, DATA_DIR } = settings;
const logger = log("ingest");
const POOL = 10;
const WRITERS = 4;
/** A batch takes 0.2 s, with a slow disk a few; who waits longer for a lock lets others pass and comes again. */
const WRITING: Patience = { statementMs: 30_000, idleMs: 30_000, lockMs: 5_000, answerMs: 40_000 };
const DATABASE_AGAIN_MS = 1_000;
const HEALTH_MS = 2_000;

const name = `${CONNECTION}${HOLDER}`;
const pool = openPool(DATABASE_URL, POOL, { name });
/** For transactions that must never hang: they are tried again, and nothing of them is lost. */
const writers = openPool(DATABASE_URL, WRITERS, { name, ...WRITING });
await untilDatabaseIsReady();

const watch = createWatch({ pool });
const metrics = openMetrics(pool, () => sink);
const sink = openSink({
  pool: writers,
  judge: watch,
  epochOf: (feedId) => feeds.epochOf(feedId),
  onTrouble: (trouble) =>
    trouble
      ? logger.warn({ err: trouble.error }, "the database does not store; everything waits")
      : logger.info("the database stores again"),
  onStored: metrics.stored,
});
const register = new Register(pool);
await register.refresh();
const server = await openServer(
  { host: settings.INGEST_BIND, port: INGEST_PORT },
  { health, metrics: () => metrics.text() },
);
const entrance = MQTT_URL
  ? undefined
  : openEntrance({
      pool,
      sink,
      log: logger,
      holder: HOLDER,
      url: settings.INGEST_URL ?? `http://127.0.0.1:${server.port}`,
      host: settings.MQTT_BIND,
      port: settings.MQTT_PORT,
      ...(settings.MQTT_TLS && {
        tls: { folder: settings.MQTT_TLS, host: settings.MQTT_TLS_BIND, port: settings.MQTT_TLS_PORT },
      }),
    });
const world: World = {
  pool,
  sink,
  register,
  door: server,
  log: logger,
  mqttUrl: MQTT_URL,
  entrance,
  secret: (name) => secretFrom(process.env, name),
};
const reporter = openReporter(pool, logger);
const runner = new Runner(world, reporter);
const releasedMark = join(DATA_DIR, "reserve.released");
const pulse = openPulse({ pool: writers, sink, runner, releasedMark });
const loadRules = () =>
  void watch.load().then(
    (problems) => problems.length && logger.warn({ problems }, "rules that cannot be judged"),
    (error) => logger.warn({ err: error }, "could not read the rules"),
  );
const feeds = superviseFeeds({
  url: DATABASE_URL,
  pool,
  runner,
  register,
  reporter,
  log: logger,
  pulse: pulse.deaf,
  changed: loadRules,
  listed: (found) => void openDoors(found),
});
const devices = entrance
  ? subscribe(DATABASE_URL, ["device"], {
      notice: (_, payload) => entrance.heard(payload),
      connected: () => entrance.heard(JSON.stringify({ changed: "account" })),
    })
  : undefined;
const situation = startTicks(async (now) => {
  await tx(writers, (client) => tendSituation(client, now));
  return () => {};
}, logger);
const ticks = startTicks(
  (now) =>
    tx(writers, async (client) => watch.tick(client, now, await feeds.heldIn(client), pulse.unheard())),
  logger,
);
const work = startJobs({
  jobs: Object.values(jobs),
  pool,
  done: (job, what) => logger.debug({ job: job.id }, what),
  failed: (job, error) => logger.warn({ job: job.id, err: error }, "a job failed; it comes again"),
});
const dispatch = startDispatch({
  pool,
  tools: {
    secret: (name) => channelSecretFrom(process.env, name),
    ...openGate({ allow: settings.OUTGOING_ALLOW, loopback: settings.OUTGOING_LOOPBACK }),
    vapidKey: VAPID_PRIVATE_KEY,
    publicUrl: PUBLIC_URL,
  },
  log: logger,
});
logger.info({ port: server.port }, "ingest runs");

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(signal));

/** Intake first, then what is on its way, then the rest: whatever is not acknowledged is sent again. */
async function stop(signal: string): Promise<void> {
  logger.info({ signal }, "stopping");
  setTimeout(() => process.exit(1), 25_000).unref();
  await devices?.close();
  await entrance?.close();
  await feeds.close();
  await ticks.close();
  await situation.close();
  await work.close();
  await dispatch.close();
  await sink.close();
  await reporter.close();
  await pulse.close();
  await server.close();
  await Promise.all([pool.end(), writers.end()]);
  process.exit(0);
}

/** Devices are let in once it is known which feed reads what. */
async function openDoors(found: readonly KnownFeed[]): Promise<void> {
  await entrance?.list(topicsOf(found)).catch((error: NodeJS.ErrnoException) => {
    logger.error({ err: error }, "the MQTT entrance cannot be opened");
    if (error.code === "EADDRINUSE" || error.code === "EADDRNOTAVAIL" || error.code === "EACCES")
      process.exit(1);
  });
}

async function untilDatabaseIsReady(): Promise<void> {
  for (let told = false; ; ) {
    try {
      const applied = await migrate(pool);
      if (applied.length > 0) logger.info({ applied }, "the schema is up to date");
      await mirrorMetrics(pool);
      await announceChannels(pool, VAPID_PRIVATE_KEY);
      return;
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (!told) logger.warn({ err: error }, "the database does not answer; waiting for it");
      told = true;
      await new Promise((done) => setTimeout(done, DATABASE_AGAIN_MS));
    }
  }
}

/** Would a reading be heard and stored now? */
async function health() {
  const deaf = pulse.deaf();
  const answers = await Promise.race([
    pool.query("SELECT 1").then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((done) => setTimeout(() => done(false), HEALTH_MS).unref()),
  ]);
  const isOpen = entrance?.isOpen() ?? true;
  const ok = answers && isOpen && !isDeaf(deaf) && !sink.trouble() && sink.pressure() < 1;
  const waiting = entrance?.waiting() ?? 0;
  const body = { ok, database: answers, deaf, pressure: sink.pressure(), waiting, feeds: feeds.held().size };
  return { status: ok ? 200 : 503, body };
}
