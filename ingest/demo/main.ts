import { setTimeout as sleep } from "node:timers/promises";
import { configWith, ingestUrl } from "#lib/config.ts";
import { openPool } from "#lib/db/pool.ts";
import { isTransient } from "#lib/db/tx.ts";
import { log as logOf } from "#lib/log.ts";
import { bulletinsOf } from "./bulletins.ts";
import { type Clerks, clerksAt } from "./clerks.ts";
import { linkTo } from "./link.ts";
import { noteLive, tellPast, untold } from "./past.ts";
import { DAY } from "./physics/calendar.ts";
import { loadQuyNhonTide, tideOf } from "./physics/tide.ts";
import { rhythmOf } from "./rhythm.ts";
import { posts, sceneOf } from "./scene.ts";
import { seedDemo } from "./seed.ts";
import { storyteller } from "./storyteller.ts";

/** One province for every installation: what one sees, all see. */
const SEED = 2025;
const BEAT_MS = 100;
const CLERKS_MS = 5_000;
const BULLETINS_MS = 15_000;
const NOTE_MS = 30_000;

const settings = configWith("DATABASE_URL", "MQTT_URL");
const log = logOf("demo");
const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
process.on("disconnect", () => stopping.abort());

const pool = openPool(settings.DATABASE_URL, 3);
const station = await loadQuyNhonTide();
// The departments first: once their feeds stand in the register, ingest reads from them.
const clerks = settings.DEMO_DATABASE_URL ? await openDesks(settings.DEMO_DATABASE_URL) : undefined;
if (!clerks) log.warn("no DEMO_DATABASE_URL: one-stop, 1022 and SOC are not simulated");
if (await patiently(() => seedDemo(pool))) log.info("province written into the register");

const scene = sceneOf({ seed: SEED, tide: tideOf(station), runs: [], since: Date.now() - DAY });
const link = linkTo(
  settings.DEMO_MQTT_URL ?? settings.MQTT_URL,
  { clientId: "demo-thiet-bi", clean: true },
  {
    up: () => log.info("broker reached"),
    down: (reason) => log.warn({ reason, waiting: link.waiting(), dropped: link.dropped() }, "broker away"),
  },
);
const stories = storyteller({ pool, url: settings.DATABASE_URL, log, play: scene.play });

const spans = await patiently(() => untold(pool, Date.now()));
const rhythm = rhythmOf(posts, scene, link);
const beating = setInterval(() => rhythm.beat(Date.now()), BEAT_MS);
const past = new Promise<void>((resolve) => setTimeout(resolve, 3_000)).then(() =>
  tellPast(spans, Date.now(), {
    pool,
    link,
    tide: tideOf(station),
    seed: SEED,
    log,
    signal: stopping.signal,
  }),
);
past.catch((error) => log.warn({ err: error }, "the past is told at the next start"));

const bulletins = await patiently(() => bulletinsOf({ pool, scene, ingestUrl: ingestUrl(settings), log }));
await Promise.all([
  every(BULLETINS_MS, () => bulletins.issue(Date.now())),
  every(CLERKS_MS, workAtDesks),
  every(NOTE_MS, () => noteLive(pool, Date.now())),
]);
clearInterval(beating);
await Promise.allSettled([past, stories.close(), clerks?.close()]);
await link.close();
await pool.end();

async function workAtDesks(): Promise<void> {
  const now = Date.now();
  const pressure = scene.world.trouble({ key: "kt-quy-nhon", lat: 13.77, lon: 109.2167 }, now);
  await clerks?.work(now, pressure);
}

async function openDesks(owner: string): Promise<Clerks> {
  return patiently(() => clerksAt(owner, log));
}

/** Repeats until the process is asked to stop; a fault is logged and the next round tries again. */
async function every(ms: number, work: () => Promise<void>): Promise<void> {
  while (!stopping.signal.aborted) {
    await work().catch((error) => {
      if (!isTransient(error)) log.error({ err: error }, "demo round failed");
    });
    await sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});
  }
}

/** While the database is away or starting there is nothing to do but wait. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || stopping.signal.aborted) throw error;
      await sleep(1_000);
    }
  }
}
