import { z } from "zod";
import { notificationLog } from "#lib/notify/sql/log.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

const schema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  state: z.enum(["waiting", "held", "sent", "failed", "cancelled"]).optional(),
  kind: z.enum(["alert", "digest", "test", "verify"]).optional(),
  channelId: z.string().max(64).optional(),
  userId: z.string().max(64).optional(),
  after: z
    .string()
    .regex(/^\d{1,16}(\.\d{1,6})?~[\w-]{1,64}$/)
    .optional(),
});

/** What went out or should have, newest first; `next` goes on after it. */
export const GET = guarded("notify.manage", async (request) => {
  const asked = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) return refusal(400, "invalid_request", asked.error.issues);
  const { after, ...page } = asked.data;
  const [madeAt, id] = after?.split("~") ?? [];
  const rows = await notificationLog(server().pool, {
    ...page,
    ...(madeAt && id && { after: { madeAt: Number(madeAt), id } }),
  });
  const last = rows.at(-1);
  const next = rows.length === page.limit && last ? `${last.madeAt}~${last.id}` : null;
  return Response.json({ rows, next }, { headers: { "cache-control": "no-store" } });
});
