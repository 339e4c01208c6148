import { seriesPoints } from "#lib/reading/sql/points.ts";
import { can } from "#lib/user/can.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";
import { readWish } from "./wish.ts";

type Context = { params: Promise<{ id: string }> };

/** A series for a chart: raw readings where they are few enough, else the finest rollup that is. */
export const GET = guarded<Context>("series.read", async (request, who, { params }) => {
  const { id } = await params;
  const wish = readWish(id, new URL(request.url).searchParams, Date.now());
  if (typeof wish === "string") return refusal(400, "invalid_request", wish);
  const points = await seriesPoints(server().pool, { ...wish, onTrial: can(who, "asset.review") });
  if (!points) return refusal(404, "unknown_series");
  return Response.json(points, { headers: { "cache-control": "no-store" } });
});
