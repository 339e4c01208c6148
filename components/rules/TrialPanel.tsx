"use client";
import { FlaskConical, Square } from "lucide-react";
import { useState } from "react";
import { whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Select } from "#components/ui/Select.tsx";
import { TRIAL_REASONS } from "#lib/rule/trial/model.ts";
import { DayBars } from "./DayBars.tsx";
import { TrialList } from "./TrialList.tsx";
import style from "./trial.module.css";
import type { TrialState, Tried } from "./useTrial.ts";

const SPANS = ["30", "7", "1"] as const;

type Props = {
  state: TrialState;
  /** Begins a trial of what stands in the form. */
  onRun(days: number): void;
  onCancel(): void;
  /** The form has changed since: what is shown is of another content. */
  outdated: boolean;
  /** Its kind cannot be tried on history. */
  impossible?: boolean;
};

/** What the rule, as it stands in the form, would have done in the past days. */
export function TrialPanel({ state, onRun, onCancel, outdated, impossible }: Props) {
  const t = useText();
  const language = useLanguage();
  const [days, setDays] = useState<(typeof SPANS)[number]>("30");
  if (impossible) return <p className={style.hint}>{t("trial.impossible")}</p>;
  return (
    <div className={style.panel}>
      <div className={style.order}>
        <Select
          label={t("trial.span")}
          options={SPANS.map((value) => ({ value, label: t("trial.days", { count: Number(value) }) }))}
          value={days}
          onChange={(next) => setDays(next)}
          disabled={state.is === "running"}
        />
        {state.is === "running" ? (
          <Button onClick={onCancel}>
            <Square aria-hidden />
            {t("trial.cancel")}
          </Button>
        ) : (
          <Button look="solid" onClick={() => onRun(Number(days))}>
            <FlaskConical aria-hidden />
            {t("trial.run")}
          </Button>
        )}
      </div>
      {days !== "30" && <p className={style.hint}>{t("trial.onlyMonth")}</p>}
      <div aria-live="polite" className={style.outcome}>
        {state.is === "running" && <Progress {...state} />}
        {state.is === "failed" && (
          <p role="alert" className={style.refused}>
            {whyNot(language, state)}
          </p>
        )}
        {state.is === "done" && <Outcome tried={state.tried} outdated={outdated} />}
      </div>
    </div>
  );
}

function Progress({ done, total }: { done: number; total: number }) {
  const t = useText();
  return (
    <>
      <progress className={style.progress} value={total === 0 ? undefined : done} max={total || 1} />
      <p className={style.hint}>{total === 0 ? t("trial.starting") : t("trial.progress", { done, total })}</p>
    </>
  );
}

function Outcome({ tried, outdated }: { tried: Tried; outdated: boolean }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const { summary, count, objects, readings, skipped, truncated, alerts } = tried;
  const days = Math.round((summary.to - summary.from) / 86_400_000);
  return (
    <>
      {outdated && <p className={style.refused}>{t("trial.outdated")}</p>}
      <p className={style.said}>{t("trial.said", { days, count: format.number(count) })}</p>
      <p className={style.hint}>
        {t("trial.judged", { objects: format.number(objects), readings: format.number(readings) })}
        {truncated && ` ${t("trial.truncated")}`}
      </p>
      {skipped.map(({ reason, count: n }) => (
        <p key={reason} className={style.hint}>
          {t("trial.skipped", { count: format.number(n), why: TRIAL_REASONS[reason][language] })}
        </p>
      ))}
      <DayBars summary={summary} />
      <TrialList alerts={alerts} to={summary.to} />
    </>
  );
}
