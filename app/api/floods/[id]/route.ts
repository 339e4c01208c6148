import { floodReport } from "#lib/flood/sql/report.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** The report of a flood that is over. */
export const GET = guarded<Context>("kpi.see", async (_, __, { params }) => {
  const id = Number((await params).id);
  const report = Number.isSafeInteger(id) ? await floodReport(server().pool, id) : undefined;
  return report ? Response.json(report) : refusal(404, "unknown_flood");
});
