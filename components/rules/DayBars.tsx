"use client";
import type { CSSProperties } from "react";
import { useFormat, useText } from "#components/shell/language.tsx";
import { localDay } from "#lib/i18n/format.ts";
import type { TrialSummary } from "#lib/rule/proposal.ts";
import style from "./trial.module.css";

const DAY_MS = 86_400_000;

/** One bar a day of the trial, the busiest as tall as there is room. */
export function DayBars({ summary: { from, to, perDay } }: { summary: TrialSummary }) {
  const t = useText();
  const format = useFormat();
  const days = daysOf(from, to);
  const most = Math.max(0, ...Object.values(perDay));
  if (most === 0) return null;
  return (
    <figure className={style.chart} aria-label={t("trial.perDay")}>
      <ol className={style.bars}>
        {days.map((at) => {
          const count = perDay[localDay(at)] ?? 0;
          const label = t("trial.day", { day: format.date(at), count });
          return (
            <li key={at} className={style.day} title={label}>
              <span
                className={style.bar}
                style={{ "--share": count / most } as CSSProperties}
                data-some={count > 0}
              />
              <span className="unseen">{label}</span>
            </li>
          );
        })}
      </ol>
      <figcaption className={style.axis} aria-hidden>
        <span>{format.date(from)}</span>
        <span>{t("trial.most", { count: most })}</span>
        <span>{format.date(to)}</span>
      </figcaption>
    </figure>
  );
}

function daysOf(from: number, to: number): number[] {
  const days: number[] = [];
  for (let at = from; localDay(at) <= localDay(to); at += DAY_MS) days.push(at);
  return days;
}
