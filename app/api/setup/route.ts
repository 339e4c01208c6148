import { z } from "zod";
import { isOurs, jsonBody, passing, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";
import { newPersonSchema, setUp } from "#lib/user/setup.ts";

const schema = newPersonSchema.extend({ token: z.string().min(20).max(100) });

/** Makes the first administrator from the one-time link. Open to strangers: the link is the right to it. */
export async function POST(request: Request): Promise<Response> {
  if (!isOurs(request)) return refusal(403, "foreign_origin");
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const { token, ...person } = body;
  return passing(async () => {
    const result = await setUp(server().pool, token, person);
    if (result === "done") return Response.json({ ok: true });
    return result === "link_used" ? refusal(410, "setup_link_used") : refusal(422, result);
  });
}
