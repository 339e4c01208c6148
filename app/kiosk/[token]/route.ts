import { config, isSecure } from "#lib/config.ts";
import { server } from "#lib/user/server.ts";
import { KIOSK_COOKIE } from "#lib/user/session.ts";
import { kioskByHash } from "#lib/user/sql.ts";
import { hashToken } from "#lib/user/token.ts";

type Context = { params: Promise<{ token: string }> };
const YEAR_S = 31_536_000;

/** Opens a wall on a screen without a person: the link becomes a cookie, so that the address bar forgets it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const kiosk = await kioskByHash(server().pool, hashToken(token));
  if (!kiosk) return new Response(null, { status: 303, headers: { location: "/login?reason=kiosk_link" } });
  const secure = isSecure(config()) ? "; Secure" : "";
  return new Response(null, {
    status: 303,
    headers: {
      location: `/wall/${kiosk.wallId}`,
      "set-cookie": `${KIOSK_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${YEAR_S}${secure}`,
      "referrer-policy": "no-referrer",
    },
  });
}
