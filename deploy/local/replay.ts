import { readFile } from "node:fs/promises";
import { styleText } from "node:util";
import mqtt, { type MqttClient } from "mqtt";
import { HELP } from "#ingest/replay/help.ts";
import { MappingFault, rowReader } from "#ingest/replay/mapping.ts";
import { DEFAULT_FEED, type ReplayOptions, readArguments } from "#ingest/replay/options.ts";
import { emptyTally, play, type Sender, type Tally } from "#ingest/replay/play.ts";
import { openRecording } from "#ingest/replay/recording.ts";
import { openPool } from "#lib/db/pool.ts";
import { feedById, saveFeed } from "#lib/feed/sql.ts";
import { DATABASE, databaseUrl } from "./cluster/databases.ts";
import { explain, SetupFault } from "./fault.ts";
import { pathsOf } from "./paths.ts";
import type { RunFile } from "./run-file.ts";
import { readSecrets } from "./secrets.ts";

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());
process.on("disconnect", () => stopping.abort());

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
process.disconnect?.();

async function main(args: string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked.kind === "help") {
    console.log(HELP);
    return 0;
  }
  if (asked.kind === "wrong") return complain(asked.problems);
  const { options } = asked;
  const recording = await openRecording(options.file, options.delimiter).catch((cause) => {
    throw new SetupFault(
      `${options.file} cannot be read.`,
      "Check the path; it is relative to this folder.",
      cause,
    );
  });
  try {
    const reader = rowReader(options, recording.columns);
    return await send(options, { recording, reader });
  } catch (error) {
    if (error instanceof MappingFault) return complain(error.problems);
    throw error;
  }
}

function complain(problems: string[]): number {
  console.error(problems.map((problem) => `✗ ${problem}`).join("\n"));
  console.error("→ npm run replay -- --help shows every option with examples.");
  return 64;
}

type Material = {
  recording: Awaited<ReturnType<typeof openRecording>>;
  reader: ReturnType<typeof rowReader>;
};

async function send(options: ReplayOptions, material: Material): Promise<number> {
  const tally = emptyTally();
  const client = options.dryRun ? undefined : await connect(options);
  const sender: Sender = client
    ? async (topic, payload) => void (await client.publishAsync(topic, payload, { qos: 1 }))
    : async (topic, payload) => console.log(topic, payload);
  const shown = options.dryRun ? undefined : showProgress(tally);
  try {
    const { speed, shift, loop, rows } = options;
    await play({
      ...material,
      send: sender,
      tally,
      signal: stopping.signal,
      course: { speed, shift, loop, rows },
    });
  } finally {
    shown?.end();
    await client?.endAsync();
  }
  console.error(summary(tally, stopping.signal.aborted));
  return tally.sent > 0 ? 0 : 1;
}

async function connect(options: ReplayOptions): Promise<MqttClient> {
  const url = options.url ?? (await ownBroker(options.feed));
  const client = mqtt.connect(url, {
    clientId: `replay-${process.pid}`,
    reconnectPeriod: 1_000,
    connectTimeout: 5_000,
  });
  await new Promise<void>((resolve, reject) => {
    client.once("connect", () => resolve());
    client.once("error", reject);
    setTimeout(() => reject(new Error("no answer in 6 s")), 6_000).unref();
  }).catch(async (cause) => {
    await client.endAsync(true);
    throw new SetupFault(`The broker does not take us: ${new URL(url).host}.`, "Check --url.", cause);
  });
  client.on("error", () => {});
  return client;
}

/** The embedded broker of the installation that runs on this data folder; makes the feed there when it is ours. */
async function ownBroker(feed: string): Promise<string> {
  const paths = pathsOf(process.env.DATA_DIR ?? ".data");
  const text = await readFile(paths.run, "utf8").catch((cause) => {
    throw new SetupFault(
      "Hải Đăng does not run on this machine.",
      "Start it (npm start), or say where: --url.",
      cause,
    );
  });
  const run = JSON.parse(text) as RunFile;
  if (!run.mqtt) throw new SetupFault("Its broker is not the embedded one.", "Say which: --url mqtt://…");
  const secrets = await readSecrets(paths.secrets);
  if (feed === DEFAULT_FEED && run.database && !process.env.DATABASE_URL) {
    await ensureFeed(databaseUrl(run.database, "haidang", secrets.haidang, DATABASE));
  }
  const { host, port } = run.mqtt;
  return `mqtt://demo:${encodeURIComponent(secrets.mqtt_demo)}@${host}:${port}`;
}

async function ensureFeed(url: string): Promise<void> {
  const pool = openPool(url, 1);
  try {
    if (await feedById(pool, DEFAULT_FEED)) return;
    await saveFeed(pool, {
      id: DEFAULT_FEED,
      kind: "mqtt",
      nameVi: "Phát lại bản ghi (mô phỏng)",
      nameEn: "Replayed recording (simulated)",
      agencyId: null,
      config: {},
      periodS: 3_600,
      unknownAsset: "create",
      simulated: true,
      enabled: true,
    });
  } finally {
    await pool.end();
  }
}

function showProgress(tally: Tally): { end(): void } {
  const terminal = process.stderr.isTTY;
  const show = () => process.stderr.write(terminal ? `\r\x1b[K${line(tally)}` : `${line(tally)}\n`);
  const timer = setInterval(show, terminal ? 500 : 5_000);
  return {
    end() {
      clearInterval(timer);
      if (terminal) process.stderr.write("\r\x1b[K");
    },
  };
}

function line(tally: Tally): string {
  const at = Number.isNaN(tally.at) ? "" : new Date(tally.at).toISOString().slice(0, 16).replace("T", " ");
  const again = tally.rounds > 0 ? `, round ${tally.rounds + 1}` : "";
  return `• ${Math.round(100 * tally.part)} % of the file${again}, recorded ${at} UTC, ${tally.sent} sent`;
}

function summary(tally: Tally, stopped: boolean): string {
  const left = Object.entries(tally.skipped).map(([why, count]) => `${count} ${why.replaceAll("_", " ")}`);
  const skipped = left.length > 0 ? `; left out: ${left.join(", ")}` : "";
  const word = stopped ? "stopped" : tally.sent > 0 ? "done" : styleText("red", "nothing was sent");
  return `${word}: ${tally.rows} rows read, ${tally.sent} messages acknowledged${skipped}`;
}
