"use client";
import { useIncidents, useNow } from "#components/live/hooks.ts";
import { useFormat, useText } from "#components/shell/language.tsx";
import { hiddenTotal } from "#lib/incident/model.ts";
import style from "./incidents.module.css";

const KINDS = ["shelved", "suppressed", "maintenance"] as const;

/** How much is hidden, by what, and since when: four figures that are always there, zeros too. */
export function HiddenCounts() {
  const t = useText();
  const format = useFormat();
  const now = useNow(10_000);
  const hidden = useIncidents()?.hidden;
  if (!hidden) return null;
  const oldest = (since: number | null) =>
    since === null ? "–" : t("hidden.oldest", { span: format.span(now - since) });
  return (
    <dl className={style.hidden} aria-label={t("hidden.title")}>
      {KINDS.map((kind) => (
        <div key={kind} data-any={hidden[kind].count > 0}>
          <dt>{t(`hidden.${kind}`)}</dt>
          <dd className={style.figure}>{format.number(hidden[kind].count)}</dd>
          <dd className={style.under}>{oldest(hidden[kind].since)}</dd>
        </div>
      ))}
      <div data-any={hidden.symptoms.series > 0}>
        <dt>{t("hidden.symptoms")}</dt>
        <dd className={style.figure}>{format.number(hidden.symptoms.series)}</dd>
        <dd className={style.under}>{oldest(hidden.symptoms.since)}</dd>
      </div>
    </dl>
  );
}

/** The same in one line, for the foot of a list of alerts; nothing when nothing is hidden. */
export function HiddenLine() {
  const t = useText();
  const format = useFormat();
  const hidden = useIncidents()?.hidden;
  if (!hidden || hiddenTotal(hidden) === 0) return null;
  const parts = [
    hidden.shelved.count > 0 && t("hidden.partShelved", { count: format.number(hidden.shelved.count) }),
    hidden.suppressed.count > 0 &&
      t("hidden.partSuppressed", { count: format.number(hidden.suppressed.count) }),
    hidden.maintenance.count > 0 &&
      t("hidden.partMaintenance", { count: format.number(hidden.maintenance.count) }),
    hidden.symptoms.series > 0 && t("hidden.partSymptoms", { count: format.number(hidden.symptoms.series) }),
  ].filter(Boolean);
  const text = `${t("hidden.line", { count: format.number(hiddenTotal(hidden)) })}: ${parts.join(", ")}`;
  return (
    <span className={style.line} title={text}>
      {text}
    </span>
  );
}
