import { atomOf } from "#lib/cap/atom.ts";
import { capOffice, newestMessages } from "#lib/cap/sql.ts";
import { config } from "#lib/config.ts";
import { TIME_ZONE } from "#lib/i18n/format.ts";
import { province } from "#lib/province/sql.ts";
import { server } from "#lib/user/server.ts";

export const dynamic = "force-dynamic";

/** Warnings are for everybody: the feed asks nobody who they are. Drafts are not in it. */
export async function GET(): Promise<Response> {
  const { pool } = server();
  const now = Date.now();
  const [entries, office, where] = await Promise.all([
    newestMessages(pool, now),
    capOffice(pool),
    province(pool),
  ]);
  const name = { sender: "", nameVi: where?.nameVi ?? "Hải Đăng", nameEn: where?.nameEn ?? "Hải Đăng" };
  // Never what the request calls us: an address that somebody else chose would stand in a public feed.
  const origin = config().PUBLIC_URL?.replace(/\/$/, "") ?? "";
  const timezone = where?.timezone ?? TIME_ZONE;
  return new Response(atomOf({ entries, office: { ...(office ?? name), timezone }, origin, now }), {
    headers: { "content-type": "application/atom+xml; charset=utf-8", "cache-control": "public, max-age=15" },
  });
}
