import { config, ingestUrl } from "#lib/config.ts";
import { deafness, isDeaf } from "#lib/pulse/model.ts";
import { pulses } from "#lib/pulse/sql.ts";
import { server } from "#lib/user/server.ts";

export const dynamic = "force-dynamic";

const PATIENCE_MS = 2_500;

/** Ready only when a reading that is sent now would be heard and stored. Says no more than that: strangers may ask. */
export async function GET(): Promise<Response> {
  const ready = await Promise.race([isStoring(), late()]);
  const headers = { "cache-control": "no-store", ...(ready ? {} : { "retry-after": "5" }) };
  return Response.json({ status: ready ? "ok" : "unavailable" }, { status: ready ? 200 : 503, headers });
}

async function isStoring(): Promise<boolean> {
  try {
    const { pool } = server();
    const [ingest, database, beats] = await Promise.all([
      fetch(`${ingestUrl(config())}/health`, {
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE_MS),
      }),
      pool.query<{ standby: boolean }>("SELECT pg_is_in_recovery() AS standby"),
      // This machine's ingest may idle while another, which holds feeds, stands still.
      pulses(pool),
    ]);
    return ingest.ok && !isDeaf(deafness(beats)) && database.rows[0]?.standby === false;
  } catch {
    return false;
  }
}

function late(): Promise<boolean> {
  return new Promise((done) => {
    setTimeout(() => done(false), PATIENCE_MS).unref();
  });
}
