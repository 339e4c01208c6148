import { z } from "zod";
import { jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";
import { newPersonSchema, setUp } from "#lib/user/setup.ts";

const schema = newPersonSchema.extend({ token: z.string().min(20).max(100) });

/** Makes the first administrator from the one-time link. Open to strangers: the link is the right to it. */
export async function POST(request: Request): Promise<Response> {
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const { token, ...person } = body;
  const { pool, auth } = server();
  const result = await setUp(pool, auth, token, person);
  return result === "done" ? Response.json({ ok: true }) : refusal(410, "setup_link_used");
}
