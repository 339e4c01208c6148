import { type Content, type Missing, missing, type Warning } from "./model.ts";

/** What a person asks for; who may is the table in lib/user/can.ts. */
export type WarningAct =
  | { type: "edit"; content: Content; version: number }
  | { type: "sign_first"; hash: string }
  | { type: "sign_second"; hash: string }
  | { type: "send_back"; why: string }
  | { type: "withdraw"; why: string };

/** Texts: catalogue keys `refusal.<reason>`. */
export const WARNING_REFUSALS = [
  "unknown_warning",
  "warning_released",
  "warning_withdrawn",
  "content_changed",
  "content_missing",
  "simulated_source",
  "not_signed_first",
  "already_signed",
  "same_person",
  "password_not_own",
  "sender_missing",
  "reason_required",
] as const;
export type WarningRefusal = {
  reason: (typeof WARNING_REFUSALS)[number];
  missing?: readonly Missing[];
};

export type By = { actor: string; now: number };

/**
 * The state table of a warning. Two people sign the very same content, a shift lead and then a leader; a change takes
 * the first signature back; nothing is sent by a program alone; what is released never changes. Pure.
 */
export function applyAct(
  warning: Warning,
  act: WarningAct,
  { actor, now }: By,
): Partial<Warning> | WarningRefusal {
  if (warning.state === "released") return { reason: "warning_released" };
  if (warning.state === "withdrawn") return { reason: "warning_withdrawn" };
  switch (act.type) {
    case "edit":
      if (act.version !== warning.version) return { reason: "content_changed" };
      return {
        state: "draft",
        content: edited(warning, act.content),
        version: warning.version + 1,
        first: null,
      };
    case "sign_first":
      if (warning.first) return { reason: "already_signed" };
      return (
        signed(warning, act.hash, now) ?? {
          state: "signed",
          first: { by: actor, at: now, hash: warning.hash },
        }
      );
    case "sign_second":
      if (!warning.first) return { reason: "not_signed_first" };
      if (warning.first.by === actor) return { reason: "same_person" };
      return (
        signed(warning, act.hash, now) ?? {
          state: "released",
          second: { by: actor, at: now, hash: warning.hash },
        }
      );
    case "send_back":
      if (!warning.first) return { reason: "not_signed_first" };
      return act.why.trim() ? { state: "draft", first: null } : { reason: "reason_required" };
    case "withdraw":
      return act.why.trim() ? { state: "withdrawn", withdrawnWhy: act.why } : { reason: "reason_required" };
  }
}

/** What the draft foretold is no matter of taste: who writes takes it out of the text, not out of the record. */
function edited({ content: { foretold } }: Warning, content: Content): Content {
  return { ...content, foretold };
}

/** Why this content cannot be signed; null: it can. */
function signed(warning: Warning, hash: string, now: number): WarningRefusal | null {
  if (hash !== warning.hash) return { reason: "content_changed" };
  if (warning.simulated && warning.content.status === "Actual") return { reason: "simulated_source" };
  const lacks = missing(warning.content, now);
  return lacks.length > 0 ? { reason: "content_missing", missing: lacks } : null;
}

export function isWarningRefusal(outcome: object): outcome is WarningRefusal {
  return "reason" in outcome;
}
