import { guarded } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";
import { failures } from "#lib/user/sql/failure.ts";

const MOST = 200;

/** Failed sign-ins by account and address, newest first: `{failures}`. */
export const GET = guarded("user.manage", async () => {
  const found = await failures(server().pool, { now: Date.now(), limit: MOST });
  return Response.json({ failures: found }, { headers: { "cache-control": "no-store" } });
});
