import { z } from "zod";
import { shiftsOfDays } from "#lib/shift/sql.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

const wish = z.object({ from: z.iso.date(), to: z.iso.date() });

/** The roster of local days, `to` not among them: `?from=2026-11-30&to=2026-12-07`. */
export const GET = guarded("shift.see", async (request) => {
  const asked = wish.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) return refusal(400, "invalid_request", asked.error.issues);
  const shifts = await shiftsOfDays(server().pool, asked.data.from, asked.data.to);
  return Response.json({ shifts }, { headers: { "cache-control": "no-store" } });
});
