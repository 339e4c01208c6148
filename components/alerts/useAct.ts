"use client";
import { useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { AlertRow } from "#lib/alert/model.ts";

/** Asks the server for one act of an alert, as it is seen now. */
export function useAct(row: AlertRow) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const [working, setWorking] = useState(false);

  /** @returns why it was refused, in words; undefined: done */
  async function send(ask: object): Promise<string | undefined> {
    setWorking(true);
    const answer = await call("POST", `/api/alerts/${row.id}/events`, { ...ask, seq: row.seq });
    setWorking(false);
    return answer.ok ? undefined : whyNot(language, answer);
  }

  /** For acts without a form: a refusal is said in the corner. */
  async function now(ask: object, name: string): Promise<void> {
    const refused = await send(ask);
    if (refused) say.refused(t("act.refused", { act: name }), refused);
  }

  return { working, send, now };
}
