"use client";
import { FlaskConical } from "lucide-react";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { cx } from "#components/ui/cx.ts";
import { type AlertRow, displayOf } from "#lib/alert/model.ts";
import { objectOf, shortOf } from "#lib/alert/sentence.ts";
import style from "./AlertItem.module.css";
import { PriorityMark } from "./PriorityMark.tsx";
import { progressOf } from "./steps.ts";
import { lookOf, stateOf, titleOf } from "./words.ts";

type Props = { row: AlertRow; now: number };

/** One alert in two lines: where and how much; in which state, what, since when. */
export function AlertItem({ row, now }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const steps = progressOf(row);
  const speech = { language, t, format };
  return (
    <div className={cx(style.item, style[displayOf(row)])}>
      <PriorityMark priority={row.priority} look={lookOf(row)} className={style.mark} />
      <p className={style.object}>
        {objectOf(row, language)}
        {row.simulated && (
          <FlaskConical className={style.simulated} role="img" aria-label={t("app.simulated")} />
        )}
      </p>
      <p className={style.value}>{shortOf(row, { ...speech, now })}</p>
      <p className={style.what}>
        <span className={style.state}>{stateOf(row, speech)}</span> · {titleOf(row, language)}
        {row.process === "unknown" && ` · ${t("alert.unknownInput")}`}
        {steps && ` · ${t("steps.progress", steps)}`}
        {row.occurrences > 1 && ` · ${t("alert.times", { count: row.occurrences })}`}
      </p>
      <time className={style.age} dateTime={new Date(row.raisedAt).toISOString()}>
        {format.clock(row.raisedAt)} · {format.span(now - row.raisedAt)}
      </time>
    </div>
  );
}
