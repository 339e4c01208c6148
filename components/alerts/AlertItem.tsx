"use client";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { cx } from "#components/ui/cx.ts";
import { type AlertRow, displayOf } from "#lib/alert/model.ts";
import style from "./AlertItem.module.css";
import { PriorityMark } from "./PriorityMark.tsx";
import { lookOf, measureOf, objectOf, titleOf } from "./words.ts";

type Props = { row: AlertRow; now: number };

/** One alert in two lines: what and where, how much, since when, and who has it. */
export function AlertItem({ row, now }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const display = displayOf(row);
  const measure = measureOf(row, { language, t, format });
  return (
    <div className={cx(style.item, style[display])} data-priority={row.priority}>
      <PriorityMark priority={row.priority} look={lookOf(row)} className={style.mark} />
      <div className={style.words}>
        <p className={style.title}>
          {titleOf(row, language)} <span className={style.object}>{objectOf(row, language)}</span>
        </p>
        <p className={style.facts}>
          {measure && <span className={style.measure}>{measure}</span>}
          <span>{stateText(row)}</span>
          {row.process === "unknown" && <span>{t("alert.unknownInput")}</span>}
          {row.occurrences > 1 && <span>{t("alert.times", { count: row.occurrences })}</span>}
          {row.simulated && <span className={style.simulated}>{t("app.simulated")}</span>}
        </p>
      </div>
      <time className={style.age} dateTime={new Date(row.raisedAt).toISOString()}>
        <span>{format.clock(row.raisedAt)}</span>
        <span className={style.span}>{format.span(now - row.raisedAt)}</span>
      </time>
    </div>
  );

  function stateText(alert: AlertRow): string {
    if (display === "taken" && alert.ackedName && alert.ackedAt !== null) {
      return t("alert.takenBy", { name: alert.ackedName, time: format.clock(alert.ackedAt) });
    }
    return t(`alert.state.${display}`);
  }
}
