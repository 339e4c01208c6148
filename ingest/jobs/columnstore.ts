import { allowUnpacking, hasColumnstore, packTable, tablesToPack } from "#lib/retention/sql/columnstore.ts";
import type { Job } from "./job.ts";

export default {
  id: "columnstore",
  title: { vi: "Nén dữ liệu theo cột", en: "Columnstore compression" },
  everyMs: 60 * 60_000,
  /** Only settings: the server's own policies do the work, where its edition has them. */
  async run({ pool }) {
    if (!(await hasColumnstore(pool))) return undefined;
    const tables = await tablesToPack(pool);
    if (tables.length === 0) return undefined;
    await allowUnpacking(pool);
    for (const table of tables) await packTable(pool, table);
    return `columnstore switched on for ${tables.join(", ")}`;
  },
} satisfies Job;
