import { server } from "#lib/user/server.ts";
import { signIn } from "#lib/user/sign-in.ts";

// Administration of people has routes of its own, which keep an audit; the library's are closed.
const OPEN = new Set(["/api/auth/sign-out", "/api/auth/get-session"]);

async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method === "POST" && pathname === "/api/auth/sign-in/email") return signIn(request);
  if (!OPEN.has(pathname)) return new Response(null, { status: 404 });
  return server().auth.handler(request);
}

export { handle as GET, handle as POST };
