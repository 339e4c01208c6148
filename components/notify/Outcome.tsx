"use client";
import { useFormat, useText } from "#components/shell/language.tsx";
import style from "./notify.module.css";
import { useOutcome } from "./useOutcome.ts";

/** The visible end of "gửi thử". */
export function Outcome({ id }: { id: string | null }) {
  const t = useText();
  const format = useFormat();
  const { row, slow } = useOutcome(id);
  if (id === null) return null;
  const last = row?.attempts.at(-1);
  const why = last ? `${last.code ?? ""} ${last.excerpt ?? ""}`.trim() : "";
  if (row?.state === "sent") {
    const took = (row.settledAt ?? row.dueAt) - row.dueAt;
    return <Line text={t("notify.testSent", { span: `${format.number(took / 1_000, 1)} s` })} />;
  }
  if (row?.state === "failed") return <Line bad text={t("notify.testFailed", { why })} />;
  if (last) return <Line bad text={t("notify.testRetry", { why })} />;
  return <Line bad={slow} text={t(slow ? "notify.testSlow" : "notify.testing")} />;
}

function Line({ text, bad = false }: { text: string; bad?: boolean }) {
  return (
    <p role="status" className={style.outcome} data-bad={bad}>
      {text}
    </p>
  );
}
