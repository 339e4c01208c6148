"use client";
import { useFormat, useText } from "#components/shell/language.tsx";
import type { NamedEvent } from "#lib/alert/event.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import style from "./StepList.module.css";
import { useSteps } from "./useSteps.ts";

type Props = {
  row: AlertRow;
  events: readonly NamedEvent[];
  now: number;
  /** Why this person may not tick; null: they may. */
  why: string | null;
};

/** The standard procedure, ticked one by one by whoever did the step. */
export function StepList({ row, events, now, why }: Props) {
  const t = useText();
  const format = useFormat();
  const { steps, tick } = useSteps(row, events);
  if (steps.length === 0) return null;
  const done = steps.filter((step) => step.done).length;
  return (
    <div className={style.steps}>
      <h3 id="steps-title">
        {t("steps.title")} <span>{t("steps.progress", { done, total: steps.length })}</span>
      </h3>
      <ol aria-labelledby="steps-title">
        {steps.map((step) => (
          <li key={step.n}>
            <label className={style.step} data-done={step.done} data-sending={step.sending}>
              <input
                type="checkbox"
                checked={step.done}
                disabled={why !== null}
                onChange={(event) => void tick(step, event.target.checked)}
              />
              <span className={style.text}>{step.text}</span>
              <span className={style.who}>
                {step.sending
                  ? t("steps.sending")
                  : step.at !== null &&
                    t("steps.by", {
                      name: step.by ?? t("event.bySomeone"),
                      time: format.moment(step.at, now),
                    })}
              </span>
            </label>
          </li>
        ))}
      </ol>
      {why && <p className={style.why}>{why}</p>}
    </div>
  );
}
