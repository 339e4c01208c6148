"use client";
import { useRouter } from "next/navigation";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText, useWords } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Confirm } from "#components/ui/Confirm.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import { type Scenario, type ScenarioRun, scenarios } from "#lib/scenario/model.ts";
import style from "./admin.module.css";

type Props = { running: ScenarioRun | null; demo: boolean; now: number };

export function Scenarios({ running, demo, now }: Props) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const language = useLanguage();
  const router = useRouter();
  const say = useToast();

  async function start(scenario: Scenario) {
    const answer = await call("POST", "/api/scenario", { id: scenario.id });
    if (answer.ok) say.done(t("scenario.started", { name: words(scenario.title) }));
    else say.refused(whyNot(language, answer));
    router.refresh();
  }

  async function stop() {
    const answer = await call("DELETE", "/api/scenario");
    if (answer.ok) say.done(t("scenario.stopped"));
    else say.refused(whyNot(language, answer));
    router.refresh();
  }

  return (
    <section className={style.section}>
      <p className={style.intro}>{t(demo ? "scenario.intro" : "scenario.notDemo")}</p>
      {running && (
        <div className={style.running}>
          <span>
            <Tag tone="warn">{t("app.simulated")}</Tag>{" "}
            {t("scenario.running", { time: format.moment(running.startedAt, now) })}
          </span>
          <Button onClick={stop}>{t("scenario.stop")}</Button>
        </div>
      )}
      <ul className={style.cards}>
        {scenarios.map((scenario) => (
          <li key={scenario.id} className={style.card}>
            <h2>{words(scenario.title)}</h2>
            <p>{words(scenario.summary)}</p>
            <div className={style.facts}>
              <span>{t("scenario.speed", { speed: format.number(scenario.speed) })}</span>
              <span>
                {t("scenario.length", { hours: format.number(scenario.hours / scenario.speed, 1) })}
              </span>
              <span>{t("scenario.source", { source: scenario.source })}</span>
            </div>
            <div className={style.foot}>
              <Confirm
                trigger={
                  <Button disabled={!demo || running?.scenario === scenario.id}>{t("scenario.start")}</Button>
                }
                title={t("scenario.startAsk", { name: words(scenario.title) })}
                body={t("scenario.startBody")}
                action={t("scenario.start")}
                onConfirm={() => start(scenario)}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
