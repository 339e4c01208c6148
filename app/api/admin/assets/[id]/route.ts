import { type Confirmation, type Review, reviewSchema } from "#lib/asset/review.ts";
import { confirmAsset, retireAsset, testAsset } from "#lib/asset/sql/review.ts";
import { record as audit } from "#lib/audit/sql.ts";
import type { Db } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

const DECIDE: {
  [D in Review["decision"]]: (db: Db, id: number, review: Review) => Promise<string | undefined>;
} = {
  confirm: (db, id, review) => confirmAsset(db, id, review as Confirmation),
  test: testAsset,
  retire: retireAsset,
};

/** Confirms, tries out or retires a device. */
export const POST = guarded<Context>("asset.review", async (request, who, { params }) => {
  const id = Number((await params).id);
  const review = await jsonBody(request, reviewSchema);
  if (review instanceof Response) return review;
  if (!Number.isSafeInteger(id) || id < 1 || id > 2 ** 31 - 1) return refusal(404, "not_waiting");
  const key = await tx(server().pool, async (db) => {
    const done = await DECIDE[review.decision](db, id, review);
    if (done) {
      const { decision, ...detail } = review;
      await audit(db, { actor: actorOf(who), action: `asset.${decision}`, object: `asset:${id}`, detail });
    }
    return done;
  });
  return key ? Response.json({ ok: true, key }) : refusal(409, "not_waiting");
});
