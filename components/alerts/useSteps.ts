"use client";
import { useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { NamedEvent } from "#lib/alert/event.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { type Step, stepsOf, stillTicking, type Ticks } from "./steps.ts";

/** The procedure as this person should see it, and the act of ticking a step. */
export function useSteps(row: AlertRow, events: readonly NamedEvent[]) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const [sent, setSent] = useState<Ticks>(new Map());

  async function tick({ n, text }: Step, done: boolean): Promise<void> {
    setSent((before) => new Map(stillTicking(row, before)).set(n, done));
    const ask = { type: "step", step: n, done, text, seq: row.seq };
    const answer = await call("POST", `/api/alerts/${row.id}/events`, ask);
    // Somebody else was first with the very same tick: it stands as it was wanted.
    if (answer.ok || answer.reason === "no_change") return;
    setSent((before) => new Map([...before].filter(([step]) => step !== n)));
    say.refused(t("steps.refused", { n: n + 1 }), whyNot(language, answer));
  }

  return { steps: stepsOf(row, events, sent), tick };
}
