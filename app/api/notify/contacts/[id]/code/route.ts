import { z } from "zod";
import { tx } from "#lib/db/tx.ts";
import { askCode, codesLately, MOST_CODES_AN_HOUR } from "#lib/notify/ask.ts";
import { contactOf, verifyCode } from "#lib/notify/sql.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";
import { codeHash } from "#lib/user/token.ts";

type Context = { params: Promise<{ id: string }> };
const schema = z.strictObject({
  code: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});

/** With a code: shows that the address is one's own. Without: sends a new one there. */
export const POST = guarded<Context>("notify.own", async (request, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const { userId } = who;
  const id = Number((await params).id);
  const now = Date.now();
  return tx(server().pool, async (db) => {
    const contact = Number.isSafeInteger(id) ? await contactOf(db, userId, id) : undefined;
    if (!contact) return refusal(404, "unknown_contact");
    if (contact.verified) return Response.json({ ok: true });
    if (body.code === undefined) {
      if ((await codesLately(db, userId, now)) >= MOST_CODES_AN_HOUR) return refusal(429, "too_many_codes");
      return Response.json({ ok: true, message: await askCode(db, { userId, contact, now }) });
    }
    const right = await verifyCode(db, { userId, id, hash: codeHash(id, body.code), now });
    return right ? Response.json({ ok: true }) : refusal(409, "wrong_code");
  });
});
