import { z } from "zod";
import { IDENT } from "#lib/asset/model.ts";
import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, jsonBody } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { insertKiosk, kiosks } from "#lib/user/sql.ts";
import { newToken } from "#lib/user/token.ts";

const DAY_MS = 86_400_000;
const schema = z.object({
  name: z.string().trim().min(1).max(80),
  wallId: z.string().regex(IDENT),
  days: z.number().int().min(1).max(1_100).default(365),
});

export const GET = guarded("kiosk.manage", async () => Response.json(await kiosks(server().pool)));

/** The link is in the answer and nowhere else. */
export const POST = guarded("kiosk.manage", async (request, who) => {
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const { name, wallId, days } = body;
  const { token, hash } = newToken();
  const expiresAt = new Date(Date.now() + days * DAY_MS);
  const actor = actorOf(who);
  const kiosk = await tx(server().pool, async (db) => {
    const made = await insertKiosk(db, { name, wallId, hash, createdBy: actor, expiresAt });
    await audit(db, { actor, action: "kiosk.create", object: `kiosk:${made.id}`, detail: { wallId } });
    return made;
  });
  return Response.json({ ok: true, kiosk, path: `/kiosk/${token}` }, { status: 201 });
});
