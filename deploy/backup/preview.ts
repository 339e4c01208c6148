import { join } from "node:path";
import { prepareCluster, startCluster, stopCluster } from "#deploy/local/cluster/cluster.ts";
import { databaseUrl } from "#deploy/local/cluster/databases.ts";
import { isInitialised } from "#deploy/local/cluster/init.ts";
import type { Paths } from "#deploy/local/paths.ts";
import { freePort } from "#deploy/local/ports.ts";
import type { Runtime } from "#deploy/local/runtime/programs.ts";
import { readSecrets } from "#deploy/local/secrets.ts";
import type { Manifest } from "#lib/backup/model.ts";
import { countsSince } from "#lib/backup/sql.ts";
import { openPool } from "#lib/db/pool.ts";

/** Rows that going back gives up, by table; why that cannot be said; or that nothing is there to lose. */
export type Preview = { lost: Record<string, number> } | { unreadable: string } | { nothing: true };

/** Asks the present data, which must be stopped. */
export async function previewOf(input: {
  paths: Paths;
  runtime: Runtime;
  at: number | undefined;
}): Promise<Preview> {
  const { paths, runtime, at } = input;
  if (!(await isInitialised(paths.cluster))) return { nothing: true };
  if (at === undefined) return { lost: {} };
  try {
    const { postgres } = await readSecrets(paths.secrets);
    const cluster = await prepareCluster({ runtime, data: paths.data, kind: "lasting" }, postgres);
    const port = await freePort();
    const running = await startCluster(cluster, {
      port,
      log: join(paths.logs, "restore.log"),
      passwords: { postgres },
      settings: { archive_mode: "off" },
    });
    const pool = openPool(databaseUrl({ host: "127.0.0.1", port }, "postgres", postgres), 1);
    try {
      return { lost: await countsSince(pool, at) };
    } finally {
      await pool.end();
      await stopCluster(running);
    }
  } catch (error) {
    return { unreadable: (error as Error).message.split("\n")[0] ?? "" };
  }
}

export function tellPreview(base: Manifest, at: number | undefined, preview: Preview): void {
  const local = (ms: number) => new Date(ms).toLocaleString("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" });
  console.log(`\nBase backup ${base.id}, whole at ${local(base.finishedAt)}; ${base.schema}`);
  console.log(at === undefined ? "Back to: the newest that the backup has" : `Back to: ${local(at)} (UTC+7)`);
  if ("nothing" in preview) console.log("This data folder holds nothing that could be lost.");
  else if ("unreadable" in preview)
    console.log(`What would be lost cannot be said: the present data do not open (${preview.unreadable}).`);
  else if (at === undefined) console.log("Lost: what came after the last log file that can be read.");
  else {
    const parts = Object.entries(preview.lost).map(([table, rows]) => `${rows} of ${table}`);
    console.log(`Lost, arrived after that: ${parts.join(", ")}`);
  }
  console.log("The present data are kept beside the restored ones.\n");
}
