"use client";
import { useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { AlertRow } from "#lib/alert/model.ts";

type Outcome = { done: [id: number, seq: number][]; refused: { id: number; reason: string }[] };

/** Acknowledges many alerts as they are seen now, and says how many were, and why the others were not. */
export function useAckMany() {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const [working, setWorking] = useState(false);

  async function acknowledge(rows: readonly AlertRow[]): Promise<void> {
    setWorking(true);
    const alerts = rows.map(({ id, seq }) => [id, seq]);
    const answer = await call<Outcome>("POST", "/api/alerts/acts", { alerts, ask: { type: "acknowledge" } });
    setWorking(false);
    const title = t("desk.incidents.ackRefused");
    if (!answer.ok) return say.refused(title, whyNot(language, answer));
    const { done, refused } = answer.value;
    if (done.length > 0) say.done(t("desk.incidents.ackDone", { count: done.length }));
    if (refused.length === 0) return;
    const reasons = new Set(refused.map(({ reason }) => whyNot(language, { status: 409, reason })));
    say.refused(t("desk.incidents.ackSome", { count: refused.length }), [...reasons].join(" "));
  }

  return { working, acknowledge };
}
