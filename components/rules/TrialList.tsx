"use client";
import { useState } from "react";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { metricById } from "#lib/metric/catalog.ts";
import { levelText } from "#lib/rule/words.ts";
import { TrialChart } from "./TrialChart.tsx";
import style from "./trial.module.css";
import type { TriedAlert } from "./useTrial.ts";

const PAGE = 50;

/** Each time that the rule would have rung, the newest first; a press shows what the series did. */
export function TrialList({ alerts, to }: { alerts: readonly TriedAlert[]; to: number }) {
  const t = useText();
  const language = useLanguage();
  const [shown, setShown] = useState(PAGE);
  const [open, setOpen] = useState<TriedAlert>();
  const newest = alerts.toReversed();
  if (newest.length === 0) return null;
  return (
    <>
      <ol className={style.list} aria-label={t("trial.list")}>
        {newest.slice(0, shown).map((alert) => (
          <li key={`${alert.ruleId} ${alert.object} ${alert.raisedAt}`}>
            <button type="button" className={style.alert} onClick={() => setOpen(alert)}>
              <Line alert={alert} />
            </button>
          </li>
        ))}
      </ol>
      {newest.length > shown && (
        <Button onClick={() => setShown(shown + PAGE)}>
          {t("trial.more", { count: newest.length - shown })}
        </Button>
      )}
      <Dialog
        wide
        title={open?.names[language] ?? ""}
        open={open !== undefined}
        onOpenChange={(next) => !next && setOpen(undefined)}
      >
        {open && <TrialChart alert={open} to={to} />}
      </Dialog>
    </>
  );
}

function Line({ alert }: { alert: TriedAlert }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const { raisedAt, returnedAt, level, value, peak, metricId, names, priority, rings } = alert;
  const metric = metricId === null ? undefined : metricById(metricId);
  const say = (x: number) => format.quantity(x, metric?.unit ?? "", metric?.decimals ?? 1);
  const facts = [
    level === null ? undefined : levelText(level, language),
    value === null ? undefined : say(value),
    peak === null || peak === value ? undefined : t("trial.peak", { value: say(peak) }),
    returnedAt === null
      ? t("trial.standing")
      : t("trial.lasted", { span: format.span(returnedAt - raisedAt) }),
    rings > 1 ? t("trial.rings", { count: rings }) : undefined,
  ];
  return (
    <>
      <PriorityMark priority={priority} className={style.mark} />
      <span className={style.what}>
        <span className={style.name}>{names[language]}</span>
        <span className={style.hint}>{facts.filter(Boolean).join(" · ")}</span>
      </span>
      <time className={style.when} dateTime={new Date(raisedAt).toISOString()}>
        {format.clock(raisedAt)} {format.date(raisedAt)}
      </time>
    </>
  );
}
