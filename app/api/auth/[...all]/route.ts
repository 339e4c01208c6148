import { server } from "#lib/user/server.ts";

// Administration of people has routes of its own, which keep an audit; the library's are closed.
const OPEN = new Set([
  "/api/auth/sign-in/email",
  "/api/auth/sign-out",
  "/api/auth/get-session",
  "/api/auth/change-password",
]);

async function handle(request: Request): Promise<Response> {
  if (!OPEN.has(new URL(request.url).pathname)) return new Response(null, { status: 404 });
  return server().auth.handler(request);
}

export { handle as GET, handle as POST };
