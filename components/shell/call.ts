import { findText, type Language, translator } from "#lib/i18n/model.ts";

export type Called<T> =
  | { ok: true; value: T }
  | { ok: false; status: number; reason: string; detail?: unknown };

/** One request to our own server; never throws. `status` 0: no answer at all. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<Called<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? undefined : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const value = await response.json().catch(() => undefined);
    if (response.ok) return { ok: true, value: value as T };
    const { reason, detail } = (value ?? {}) as { reason?: string; detail?: unknown };
    return { ok: false, status: response.status, reason: reason ?? "", detail };
  } catch {
    return { ok: false, status: 0, reason: "offline" };
  }
}

/** What a refusal means, in words; unknown reasons are said by their status. */
export function whyNot(language: Language, refusal: { status: number; reason: string }): string {
  const known = findText(language, `refusal.${refusal.reason}`);
  if (known) return known;
  const t = translator(language);
  if (refusal.status === 0) return t("app.offline");
  if (refusal.status === 401) return t("app.signedOut");
  if (refusal.status === 403) return t("app.forbidden");
  return t("app.failed", { status: refusal.status });
}
