import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brokerDevice } from "#deploy/local/broker/account.ts";
import { saveAccounts } from "#deploy/local/broker/files.ts";
import { databaseUrl } from "#deploy/local/cluster/databases.ts";
import { pathsOf } from "#deploy/local/paths.ts";
import type { RunFile } from "#deploy/local/run-file.ts";
import { readSecrets } from "#deploy/local/secrets.ts";
import type { WholeSystem } from "#deploy/local/testing/whole-system.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { saveFeed } from "#lib/feed/sql.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { KIOSK_COOKIE } from "#lib/user/session.ts";
import { insertKiosk } from "#lib/user/sql.ts";
import { newToken } from "#lib/user/token.ts";
import { wallNames } from "#lib/wall/sql.ts";
import { makeSeries } from "./sql.ts";

export const METRIC = "bench_value";
const ACCOUNT = "bench";
const CEILING_FEED = "bench-ceiling";
const LIMIT = 8e15;

/** Everything that the measurements need of the system under test. */
export type Scene = {
  pool: Pool;
  databaseUrl: string;
  adminUrl(database: string): string;
  pids: Record<string, number>;
  /** For the publisher, and its topics: one a series. */
  publish: { url: string; topics: string[] };
  /** The same, past ingest. */
  ceiling: { publishUrl: string; topics: string[]; readUrl: string; filter: string };
  /** Series for the database's ceiling. */
  sql: { feedId: string; series: number[] };
  screen: { url: string; cookie: string };
  feedId: string;
  /** Series of the feed that is measured, one a topic. */
  series: number[];
};

export async function setScene(system: WholeSystem, series: number): Promise<Scene> {
  const run = JSON.parse(await readFile(system.runFile, "utf8")) as RunFile;
  const { database, mqtt, data, pids, web } = run;
  if (!database || !mqtt) throw new Error("the bench needs the embedded database and broker");
  const secrets = await readSecrets(pathsOf(data).secrets);
  const url = databaseUrl(database, "haidang", secrets.haidang);
  const pool = openPool(url, 3);
  const password = randomBytes(18).toString("base64url");
  const login = { name: ACCOUNT, password, feeds: ["bench", CEILING_FEED] };
  await saveAccounts(join(data, "broker"), [await brokerDevice(login)]);
  await saveFeed(pool, feed("bench", "mqtt"));
  await saveFeed(pool, { ...feed("bench-sql", "mqtt"), enabled: false });
  const seriesIds = await makeSeries(pool, { feedId: "bench", prefix: "b", count: series, metric: METRIC });
  const sqlSeries = await makeSeries(pool, {
    feedId: "bench-sql",
    prefix: "s",
    count: series,
    metric: METRIC,
  });
  await upsertRule(pool, rule());
  const loginUrl = (user: string, secret: string) => `mqtt://${user}:${secret}@${mqtt.host}:${mqtt.port}`;
  const topics = (feedId: string) =>
    Array.from({ length: series }, (_, i) => `ioc/${feedId}/b${String(i + 1).padStart(5, "0")}/${METRIC}`);
  return {
    pool,
    databaseUrl: url,
    adminUrl: (name) => databaseUrl(database, "postgres", secrets.postgres, name),
    pids,
    publish: { url: loginUrl(ACCOUNT, password), topics: topics("bench") },
    ceiling: {
      publishUrl: loginUrl(ACCOUNT, password),
      topics: topics(CEILING_FEED),
      readUrl: loginUrl("ingest", secrets.mqtt_ingest),
      filter: `ioc/${CEILING_FEED}/#`,
    },
    sql: { feedId: "bench-sql", series: sqlSeries },
    screen: { url: web, cookie: `${KIOSK_COOKIE}=${await kioskToken(pool)}` },
    feedId: "bench",
    series: seriesIds,
  };
}

function feed(id: string, kind: string) {
  return {
    id,
    kind,
    nameVi: "Đo kiểm",
    nameEn: "Bench",
    agencyId: null,
    config: {},
    periodS: 60,
    unknownAsset: "refuse" as const,
    simulated: true,
    enabled: true,
  };
}

/** Judges every reading of the bench and never rings. */
function rule() {
  return {
    id: "bench",
    kind: "threshold",
    nameVi: "Đo kiểm",
    nameEn: "Bench",
    params: { levels: [{ id: "limit", priority: 4 as const, value: LIMIT }] },
    target: { metric: METRIC },
    priority: 4 as const,
    response: { cause: "bench", consequence: "none", action: "none", minutes: 60, owner: "bench" },
    enabled: true,
    simulated: true,
  };
}

async function kioskToken(pool: Pool): Promise<string> {
  const [wall] = await wallNames(pool);
  const { token, hash } = newToken();
  const expiresAt = new Date(Date.now() + 86_400_000);
  await insertKiosk(pool, {
    name: "bench",
    wallId: wall?.id ?? "overview",
    hash,
    createdBy: "bench",
    expiresAt,
  });
  return token;
}
