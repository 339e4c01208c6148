import { z } from "zod";
import { targetSchema } from "#lib/rule/model.ts";
import { aimedAt, allAims } from "#lib/rule/sql/aim.ts";
import { guarded, jsonBody } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

const MOST_NAMED = 50;
const schema = z.strictObject({ target: targetSchema });

/** What a target holds now: how many series, stations, feeds; the first of them by name. */
export const POST = guarded("rule.see", async (request) => {
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const { assets, feeds, ...counts } = aimedAt(body.target, await allAims(server().pool));
  return Response.json({
    ...counts,
    assets: assets.length,
    feeds: feeds.length,
    named: [...assets, ...feeds].slice(0, MOST_NAMED).map(({ nameVi, nameEn }) => ({ nameVi, nameEn })),
  });
});
