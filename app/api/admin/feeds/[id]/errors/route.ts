import { refusedPreview } from "#lib/feed/preview.ts";
import { feedById, feedErrorCounts, feedTokenHash, newestFeedErrors } from "#lib/feed/sql.ts";
import { can } from "#lib/user/can.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

const NEWEST = 50;
const WEEK_MS = 7 * 86_400_000;

/** The newest refusals of a feed with what was received, how often each reason came in a week, and whether it has a push token. */
export const GET = guarded<Context>("feed.detail", async (_request, who, { params }) => {
  const { id } = await params;
  const { pool } = server();
  const feed = await feedById(pool, id);
  if (!feed || !can(who, "feed.detail", feed)) return refusal(404, "unknown_feed");
  const since = new Date(Date.now() - WEEK_MS).toISOString().slice(0, 10);
  const [errors, counts, hash] = await Promise.all([
    newestFeedErrors(pool, NEWEST, id),
    feedErrorCounts(pool, since),
    feedTokenHash(pool, id),
  ]);
  const reasons = new Map<string, number>();
  for (const { feedId, reason, count } of counts) {
    if (feedId === id) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }
  return Response.json({
    hasToken: Boolean(hash),
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    errors: errors.map(({ payload, ...error }) => ({
      ...error,
      payload: can(who, "feed.manage") ? refusedPreview(payload) : null,
    })),
  });
});
