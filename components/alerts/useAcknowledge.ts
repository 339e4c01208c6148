"use client";
import { useMemo, useState } from "react";
import { useLive } from "#components/live/hooks.ts";
import { whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import type { Answer } from "#lib/protocol.ts";
import { type Sent, stillSent, withSent } from "./optimism.ts";
import { titleOf } from "./words.ts";

/** Rows as this person should see them, and the act of acknowledging one. */
export function useAcknowledge(rows: readonly AlertRow[], me: string) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const say = useToast();
  const live = useLive();
  const [sent, setSent] = useState<ReadonlyMap<number, Sent>>(new Map());

  async function acknowledge(row: AlertRow): Promise<void> {
    if (row.response !== "unack" || sent.has(row.id)) return;
    const { id: alertId, seq } = row;
    setSent((before) =>
      new Map(stillSent(rows, before)).set(alertId, { seq, at: live.store.now(), name: me }),
    );
    const answer = await live.ackAlert({ alertId, seq });
    const title = titleOf(row, language);
    if (answer.ok) return say.done(t("desk.ackDone", { title }));
    setSent((before) => new Map([...before].filter(([id]) => id !== alertId)));
    say.refused(t("desk.ackRefused", { title }), reason(answer, alertId));
  }

  function reason(answer: Extract<Answer<unknown>, { ok: false }>, id: number): string {
    if (answer.reason === "already_acknowledged") {
      const now = live.store.alert(id);
      const name = answer.detail ?? now?.ackedName;
      if (!name) return t("desk.ackTakenBySomeone");
      return t("desk.ackTaken", { name, time: format.seconds(now?.ackedAt ?? live.store.now()) });
    }
    if (answer.reason === "unavailable") return t("desk.ackLost");
    return whyNot(language, { status: 409, reason: answer.reason });
  }

  return { rows: useMemo(() => withSent(rows, sent), [rows, sent]), acknowledge };
}
