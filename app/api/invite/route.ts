import { z } from "zod";
import { chooseByLink } from "#lib/user/choose.ts";
import { isOurs, jsonBody, passing, refusal } from "#lib/user/guard.ts";

const schema = z.strictObject({ token: z.string().min(20).max(100), password: z.string().max(1_000) });

/** Chooses a password with a one-time link. Open to strangers: the link is the right to it. */
export async function POST(request: Request): Promise<Response> {
  if (!isOurs(request)) return refusal(403, "foreign_origin");
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  return passing(() => chooseByLink(request, body.token, body.password));
}
