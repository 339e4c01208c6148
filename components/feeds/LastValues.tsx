"use client";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
import type { LastValue } from "#lib/asset/review.ts";
import { metricById } from "#lib/metric/catalog.ts";
import style from "./ReviewList.module.css";

/** What a device sent last, each value with its age: whoever confirms it sees whether that can be. */
export function LastValues({ values, now }: { values: readonly LastValue[]; now: number }) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  if (values.length === 0) return <p className={style.hint}>{t("review.noValues")}</p>;
  return (
    <dl className={style.values} aria-label={t("review.values")}>
      {values.map(({ metricId, unit, decimals, value, at }) => (
        <div key={metricId}>
          <dt>{words(metricById(metricId)?.title ?? { vi: metricId, en: metricId })}</dt>
          <dd>
            {format.quantity(value, unit, decimals)} <span>{format.age(at, now)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
