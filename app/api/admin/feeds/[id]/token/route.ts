import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { feedById, setFeedTokenHash } from "#lib/feed/sql.ts";
import { newToken } from "#lib/feed/token.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { actorOf, type Identity } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** Makes the feed's push token anew. It is in the answer and nowhere else. */
export const POST = guarded<Context>("feed.manage", async (_request, who, { params }) => {
  const { token, hash } = newToken();
  const done = await change((await params).id, hash, { who, action: "feed.token_made" });
  return done ? Response.json({ ok: true, token }, { status: 201 }) : refusal(404, "unknown_feed");
});

/** Takes the right to push away. */
export const DELETE = guarded<Context>("feed.manage", async (_request, who, { params }) => {
  const done = await change((await params).id, null, { who, action: "feed.token_removed" });
  return done ? Response.json({ ok: true }) : refusal(404, "unknown_feed");
});

async function change(
  id: string,
  hash: Buffer | null,
  by: { who: Identity; action: string },
): Promise<boolean> {
  return tx(server().pool, async (db) => {
    if (!(await feedById(db, id))) return false;
    await setFeedTokenHash(db, id, hash);
    await audit(db, { actor: actorOf(by.who), action: by.action, object: `feed:${id}`, detail: {} });
    return true;
  });
}
