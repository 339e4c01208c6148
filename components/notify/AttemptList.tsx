"use client";
import { useText } from "#components/shell/language.tsx";
import type { Attempt } from "#lib/notify/model.ts";
import style from "./notify.module.css";

export function AttemptList({ attempts }: { attempts: readonly Attempt[] }) {
  const t = useText();
  return (
    <ul className={style.attempts}>
      {attempts.map(({ n, outcome, code, ms, excerpt }) => (
        <li key={n}>
          {t("log.attempt", { n, outcome: t(`log.outcome.${outcome}`), code: code ?? "–", ms })}
          {outcome !== "sent" && excerpt && <>: {excerpt.slice(0, 160)}</>}
        </li>
      ))}
    </ul>
  );
}
