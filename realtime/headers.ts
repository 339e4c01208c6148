import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";
import { CLIENT_ADDRESS } from "#lib/user/auth.ts";

/** Only this server may say these; what a client sends under these names is thrown away. */
const OURS = [CLIENT_ADDRESS, "x-nonce", "content-security-policy", "content-security-policy-report-only"];
/** Next's own, for its inner calls. */
const INNER = /^x-(middleware|nextjs|now)-|^x-invoke-/;

export type Served = { trustProxy?: boolean; publicUrl?: string; trusted?: boolean };

/** A year; other names of the same domain are not ours to speak for. */
const KEEP_TO_HTTPS = "max-age=31536000";

/** Whether the one who asks came by https with a certificate that browsers trust, to us or to the proxy before us. */
function isHttps(request: IncomingMessage, { trustProxy, publicUrl, trusted }: Served): boolean {
  if ("encrypted" in request.socket) return trusted ?? false;
  const forwarded = String(request.headers["x-forwarded-proto"] ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  if (trustProxy && forwarded) return forwarded === "https";
  return publicUrl?.startsWith("https:") ?? false;
}

/**
 * Puts the security headers on an answer before anybody writes it. The policy also goes into the request: the page
 * renderer reads the nonce there and gives it to its own scripts. Styles may be written as attributes (charts, the
 * map) but not as elements of strangers; workers, images and connections come from this server alone.
 */
export function secure(request: IncomingMessage, response: ServerResponse, served: Served = {}): void {
  const { trustProxy = false } = served;
  if (isHttps(request, served)) response.setHeader("Strict-Transport-Security", KEEP_TO_HTTPS);
  const sender = senderOf(request, trustProxy);
  for (const name of Object.keys(request.headers)) if (INNER.test(name)) delete request.headers[name];
  for (const name of OURS) delete request.headers[name];
  request.headers[CLIENT_ADDRESS] = sender;
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(nonce);
  request.headers["x-nonce"] = nonce;
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
  for (const [name, value] of FIXED) response.setHeader(name, value);
}

/**
 * The address that asks. Behind a reverse proxy the last entry of X-Forwarded-For is the one that the proxy wrote;
 * those before it are the sender's own words.
 */
export function senderOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers["x-forwarded-for"] : undefined;
  const last = String(forwarded ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  const address = last && isIP(last) ? last : (request.socket.remoteAddress ?? "unknown");
  return address.replace(/^::ffff:(?=\d+\.)/, "");
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join("; ");
}

const FIXED: readonly [string, string][] = [
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "same-origin"],
  ["X-Frame-Options", "SAMEORIGIN"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
];
