import { z } from "zod";
import { record as audit } from "#lib/audit/sql.ts";
import { capOffice, saveCapOffice } from "#lib/cap/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, jsonBody } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

const schema = z.strictObject({
  /** Names the sender for ever (CAP 1.2, 3.2.1): an e-mail address or a domain; no spaces, commas, `<`, `&`. */
  sender: z
    .string()
    .trim()
    .min(3)
    .max(100)
    .regex(/^[^\s,<&]+$/),
  nameVi: z.string().trim().min(1).max(200),
  nameEn: z.string().trim().min(1).max(200),
});

export const GET = guarded("cap.see", async () =>
  Response.json({ office: (await capOffice(server().pool)) ?? null }),
);

export const PUT = guarded("cap.manage", async (request, who) => {
  const office = await jsonBody(request, schema);
  if (office instanceof Response) return office;
  await tx(server().pool, async (client) => {
    await saveCapOffice(client, office);
    await audit(client, {
      actor: actorOf(who),
      action: "cap.office",
      object: "setting:cap_office",
      detail: office,
    });
  });
  return Response.json({ ok: true });
});
