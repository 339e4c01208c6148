/**
 * Whether a request that carries a cookie comes from this site's own page. Browsers name the page's origin on every
 * request that changes something; clients that are not browsers name none, and need the cookie all the same.
 */
export function isSameOrigin(
  { origin, host }: { origin?: string | null; host?: string | null },
  publicUrl?: string,
): boolean {
  if (!origin) return true;
  if (publicUrl && URL.canParse(publicUrl) && new URL(publicUrl).origin === origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
