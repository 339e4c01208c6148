import { readFile } from "node:fs/promises";
import { databaseUrl } from "#deploy/local/cluster/databases.ts";
import { pathsOf } from "#deploy/local/paths.ts";
import type { RunFile } from "#deploy/local/run-file.ts";
import { readSecrets } from "#deploy/local/secrets.ts";
import type { WholeSystem } from "#deploy/local/testing/whole-system.ts";
import type { Priority } from "#lib/alert/model.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { saveFeed } from "#lib/feed/sql.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { makeAuth } from "#lib/user/auth.ts";
import { createPerson } from "#lib/user/setup.ts";
import { makeSeries } from "../sql.ts";

export type DeskScene = { pool: Pool; url: string; cookie: string; series: number[]; rules: DeskRule[] };
export type DeskRule = { id: string; priority: Priority };

const FEED = "bench-desk";
const METRIC = "water_level";
const RULES = 20;
const PERSON = { name: "Đo Kiểm", email: "bench@example.vn", password: "mot-mat-khau-du-dai" };

/** A gauge for each alert, rules of all priorities, and somebody on duty who is signed in. */
export async function setDesk(system: WholeSystem, count: number): Promise<DeskScene> {
  const { database, data, web } = JSON.parse(await readFile(system.runFile, "utf8")) as RunFile;
  if (!database) throw new Error("the bench needs the embedded database");
  const secrets = await readSecrets(pathsOf(data).secrets);
  const login = databaseUrl(database, "haidang", secrets.haidang);
  const pool = openPool(login, 3);
  await saveFeed(pool, {
    id: FEED,
    kind: "mqtt",
    nameVi: "Đo kiểm",
    nameEn: "Bench",
    agencyId: null,
    config: {},
    periodS: 3_600,
    unknownAsset: "refuse",
    simulated: true,
    enabled: false,
  });
  const series = await makeSeries(pool, { feedId: FEED, prefix: "d", count, metric: METRIC });
  const rules = Array.from({ length: RULES }, (_, i) => ruleOf(i));
  for (const rule of rules) await upsertRule(pool, rule);
  return { pool, url: web, cookie: await dutyCookie(pool, login, secrets.auth), series, rules };
}

function ruleOf(i: number) {
  const priority = ((i % 4) + 1) as Priority;
  const words = "Mưa lớn kéo dài trên lưu vực, hồ thượng nguồn xả lũ.";
  return {
    id: `bench-desk-${i}`,
    kind: "threshold",
    nameVi: `Mực nước vượt báo động, quy tắc ${i}`,
    nameEn: `River above alarm, rule ${i}`,
    params: { levels: [{ id: "limit", priority, value: 8e15 }] },
    target: { metric: METRIC },
    priority,
    response: { cause: words, consequence: words, action: words, minutes: 15, owner: "Trực ban" },
    enabled: true,
    simulated: true,
  };
}

async function dutyCookie(pool: Pool, url: string, secret: string): Promise<string> {
  const auth = makeAuth({ databaseUrl: url, secret });
  try {
    await createPerson(pool, PERSON, "duty");
    const { email, password } = PERSON;
    const { headers } = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true });
    return headers.getSetCookie()[0]?.split(";")[0] ?? "";
  } finally {
    await (auth.options.database as { end(): Promise<void> }).end();
  }
}
