import { isNeglected, policies, runPolicy } from "#lib/retention/sql/policies.ts";
import type { Job } from "./job.ts";

const LOCK = 7_246_013;

export default {
  id: "policies",
  title: { vi: "Chạy thay việc nền của cơ sở dữ liệu", en: "Running the database's neglected policies" },
  everyMs: 60 * 60_000,
  /**
   * On some pairs of PostgreSQL and TimescaleDB every background job fails while a call by hand works (Community
   * 2.29.2 on PostgreSQL 17.12, 2026-11): nothing would be compressed, and nothing would say so.
   */
  async run({ pool, now, signal }) {
    const neglected = (await policies(pool)).filter((policy) => isNeglected(policy, now()));
    if (neglected.length === 0) return undefined;
    const client = await pool.connect();
    try {
      const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1) AS mine", [
        LOCK,
      ]);
      if (!rows[0]?.mine) return undefined;
      const failed: unknown[] = [];
      for (const { id } of neglected) {
        if (signal.aborted) break;
        await runPolicy(client, id).catch((error) => failed.push(error));
      }
      await client.query("SELECT pg_advisory_unlock($1)", [LOCK]);
      if (failed.length > 0) throw new AggregateError(failed, `${failed.length} policies failed by hand too`);
      const names = neglected.map(({ procedure, table }) => `${procedure} of ${table}`);
      return `ran ${names.join(", ")}: the server had not`;
    } finally {
      client.release();
    }
  },
} satisfies Job;
