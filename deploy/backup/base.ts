import { spawn } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { serverEnv } from "#deploy/local/cluster/server.ts";
import type { Runtime } from "#deploy/local/runtime/programs.ts";
import { type Manifest, walFileOf } from "#lib/backup/model.ts";
import { countsBefore, newestMigration } from "#lib/backup/sql.ts";
import type { Pool } from "#lib/db/pool.ts";
import { BASE_FILE, FILES_FILE, manifestName, nameIn } from "./catalogue.ts";
import { seal } from "./seal.ts";
import type { Store } from "./stores/store.ts";

export type BaseInput = {
  runtime: Runtime;
  store: Store;
  key: string;
  /** The province's database, as the server's superuser. */
  pool: Pool;
  server: { host: string; port: number; password: string };
  /** Folder for what is on its way. */
  work: string;
  secretsFile: string;
  now: number;
};

/** Counted a minute back: by then every transaction that could bring an older row has ended. */
const SETTLED_MS = 60_000;

/** Takes a base backup of the running server into the store. Nothing there tells of it before it is whole. */
export async function takeBase(input: BaseInput): Promise<Manifest> {
  const { pool, store, key, now } = input;
  const id = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  const work = join(input.work, id);
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    const countedAt = now - SETTLED_MS;
    const counts = await countsBefore(pool, countedAt);
    const [base, span] = await sealBase(input, join(work, BASE_FILE));
    const secrets = await readFile(input.secretsFile, "utf8");
    const files = await seal(Readable.from([secrets]), join(work, FILES_FILE), key);
    const manifest: Manifest = {
      id,
      begunAt: now,
      finishedAt: Date.now(),
      bytes: base.bytes + files.bytes,
      files: { [BASE_FILE]: base.sha256, [FILES_FILE]: files.sha256 },
      ...span,
      schema: await newestMigration(pool),
      countedAt,
      counts,
      countsAfter: await countsBefore(pool, countedAt),
    };
    for (const file of [BASE_FILE, FILES_FILE]) await store.put(nameIn(id, file), join(work, file));
    await demandWhole(store, manifest);
    await writeFile(join(work, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    await store.put(manifestName(id), join(work, "manifest.json"));
    return manifest;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The base with the write-ahead log that it needs, so that it can be opened without any other file. */
async function sealBase({ runtime, server, key }: BaseInput, target: string) {
  const child = spawn(
    runtime.pgBaseBackup,
    [
      ...["--host", server.host, "--port", `${server.port}`, "--username", "postgres", "--no-password"],
      ...["--pgdata=-", "--format=tar", "--wal-method=fetch", "--checkpoint=fast", "--verbose"],
    ],
    { env: { ...serverEnv(), PGPASSWORD: server.password }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    said = (said + chunk).slice(-20_000);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const sealed = await seal(child.stdout, target, key);
  if ((await ended) !== 0) throw new Error(`pg_basebackup: ${said.trim().split("\n").at(-1)}`);
  return [sealed, spanOf(said)] as const;
}

function spanOf(said: string): { firstWal: string; lastWal: string } {
  const start = said.match(/start point: ([0-9A-F]+\/[0-9A-F]+) on timeline (\d+)/);
  const end = said.match(/end point: ([0-9A-F]+\/[0-9A-F]+)/);
  if (!start?.[1] || !end?.[1])
    throw new Error(`pg_basebackup did not say where its log begins: ${said.slice(-300)}`);
  const timeline = Number(start[2]);
  return { firstWal: walFileOf(start[1], timeline), lastWal: walFileOf(end[1], timeline) };
}

async function demandWhole(store: Store, manifest: Manifest): Promise<void> {
  const stored = (await store.list(`base/${manifest.id}`)).reduce((sum, file) => sum + file.bytes, 0);
  if (stored !== manifest.bytes)
    throw new Error(`The store has ${stored} bytes of ${manifest.bytes} of the base backup.`);
}
