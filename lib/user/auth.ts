import { betterAuth } from "better-auth";
import { admin } from "better-auth/plugins/admin";
import { defaultRoles } from "better-auth/plugins/admin/access";
import pg from "pg";
import { hashPassword, verifyPassword } from "./hash.ts";
import { PASSWORD_MIN, ROLES } from "./model.ts";

/** Header that the web server writes from the socket, over whatever the client sent. */
export const CLIENT_ADDRESS = "x-client-address";

const HOUR_S = 3_600;

export type AuthSettings = { databaseUrl: string; secret: string; publicUrl?: string; secure?: boolean };
export type Auth = ReturnType<typeof makeAuth>;

/**
 * Sessions on the server, opaque ids in the cookie, passwords by scrypt: better-auth, in the schema `auth`.
 * Nobody signs up: the first administrator comes from the set-up link, the others are made by an administrator.
 */
export function makeAuth({ databaseUrl, secret, publicUrl, secure }: AuthSettings) {
  const database = new pg.Pool({ connectionString: databaseUrl, max: 4, options: "-c search_path=auth" });
  database.on("error", () => {});
  return betterAuth({
    appName: "Hải Đăng",
    database,
    secret,
    baseURL: publicUrl,
    basePath: "/api/auth",
    trustedOrigins: sameOrigin,
    telemetry: { enabled: false },
    // Each wrong password is a warning of the library's; the address it answers under is the request's own.
    logger: { level: "error" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: { additionalFields: { agencyId: { type: "string", required: false, input: false } } },
    session: { expiresIn: 12 * HOUR_S, updateAge: HOUR_S, cookieCache: { enabled: false } },
    // Failures are counted in sign-in.ts; a count of requests would shut the room out when somebody hammers.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: "haidang",
      useSecureCookies: secure ?? publicUrl?.startsWith("https://") ?? false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] },
    },
    plugins: [
      admin({
        roles: Object.fromEntries(
          ROLES.map((role) => [role, role === "admin" ? defaultRoles.admin : defaultRoles.user]),
        ),
        adminRoles: ["admin"],
        defaultRole: "duty",
        bannedUserMessage: "account_disabled",
      }),
    ],
  });
}

/** A page may call only the server that it came from, under whichever name or address the room reaches it. */
function sameOrigin(request?: Request): string[] {
  const host = request?.headers.get("host");
  return host ? [`http://${host}`, `https://${host}`] : [];
}
