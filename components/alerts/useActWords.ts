"use client";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { findText } from "#lib/i18n/model.ts";
import type { Role } from "#lib/user/model.ts";
import type { Offered } from "./acts.ts";

/** Names of acts, and of reasons against them, for a person of this role: what a leader notes is a comment. */
export function useActWords(role: Role) {
  const t = useText();
  const language = useLanguage();
  const name = (action: Offered) =>
    t(action === "note" && role === "leader" ? "act.comment" : `act.${action}`);
  return Object.assign(name, {
    reason: (why: string) => findText(language, `refusal.${why}`) ?? why,
  });
}
