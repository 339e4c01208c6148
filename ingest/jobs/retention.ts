import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { effective, KINDS, type RetentionKind } from "#lib/retention/model.ts";
import {
  closeRawBefore,
  dropOldChunks,
  dropOldCorrections,
  isRolledUp,
  oldChunks,
  retention,
} from "#lib/retention/sql.ts";
import type { Job } from "./job.ts";

const MINUTE = 60_000;

export default {
  id: "retention",
  title: { vi: "Xóa dữ liệu hết hạn lưu", en: "Dropping what is kept long enough" },
  everyMs: 30 * MINUTE,
  async run({ pool, now, signal }) {
    const keep = effective(await retention(pool));
    const dropped: string[] = [];
    for (const kind of KINDS) {
      if (signal.aborted) break;
      const before = Math.floor((now() - keep[kind] * 1_000) / MINUTE) * MINUTE;
      if ((await oldChunks(pool, kind, before)) === 0) continue;
      if (!(await mayDrop(pool, kind, before))) continue;
      const chunks = await tx(pool, (db) => dropOldChunks(db, kind, before));
      dropped.push(`${chunks} chunks of ${kind}`);
      if (kind === "reading") await dropOldCorrections(pool, before);
    }
    return dropped.length > 0 ? `dropped ${dropped.join(", ")}` : undefined;
  },
} satisfies Job;

/** Rollups are made from it first; what is not ready yet is dropped the next time. */
async function mayDrop(pool: Pool, kind: RetentionKind, before: number): Promise<boolean> {
  if (kind === "reading") await tx(pool, (db) => closeRawBefore(db, before));
  if (kind === "reading" || kind === "rollup_1m" || kind === "rollup_1h")
    return isRolledUp(pool, kind, before);
  return true;
}
