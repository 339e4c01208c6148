import { messageXml } from "#lib/cap/sql.ts";
import { refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ identifier: string }> };

/** One message as it was sent, byte for byte. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const identifier = decoded((await params).identifier);
  const xml = IDENTIFIER.test(identifier) ? await messageXml(server().pool, identifier) : undefined;
  if (xml === undefined) return refusal(404, "unknown_warning");
  return new Response(xml, {
    headers: {
      "content-type": "application/cap+xml; charset=utf-8",
      "cache-control": "public, max-age=3600",
    },
  });
}

/** As this program makes them: who sends, the day, a number. */
const IDENTIFIER = /^[A-Za-z0-9.-]{1,200}$/;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
