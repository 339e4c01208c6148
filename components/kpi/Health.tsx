"use client";
import Link from "next/link";
import { useFeedsBasis } from "#components/feeds/useFeedsBasis.ts";
import { useHeard } from "#components/live/useHeard.ts";
import { useFormat, useText } from "#components/shell/language.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { KnownMark } from "#components/ui/KnownMark.tsx";
import {
  type Counted,
  daysOf,
  type FigureId,
  figuresOf,
  type HiddenLine,
  isShort,
  unheardFigures,
} from "#lib/kpi/model.ts";
import { Actors } from "./Actors.tsx";
import { Answers } from "./Answers.tsx";
import { FigureCard } from "./FigureCard.tsx";
import { IdleRules } from "./IdleRules.tsx";
import style from "./kpi.module.css";
import { Split } from "./Split.tsx";

const GROUPS = {
  load: ["rate_now", "rate_24h", "rate_30d", "peak", "over_10", "flood_time"],
  response: ["unacked", "stale_now", "stale_day", "handovers"],
  quality: ["top10", "split", "chattering", "fleeting", "idle", "missed"],
  hidden: ["shelved", "suppressed", "maintenance"],
  delivery: ["delivery", "delivery_p95"],
} as const satisfies { [group: string]: readonly FigureId[] };
type Group = keyof typeof GROUPS;

type Props = { counted: Counted; hrefs: { [id in FigureId]: string } };

/** Whether the alarms serve those who answer them: every figure against its target. */
export function Health({ counted, hrefs }: Props) {
  const t = useText();
  const format = useFormat();
  const basis = useHeard(useFeedsBasis());
  const isHeard = basis !== undefined && basis.known > 0;
  const figures = isHeard ? figuresOf(counted) : unheardFigures(figuresOf(counted));
  const days = isShort(counted) ? daysOf(counted) : null;
  const oldest = (id: FigureId) => {
    const line = counted.hidden.find((one: HiddenLine) => one.visibility === id);
    return line && t("kpi.oldest", { span: format.span(counted.now - line.since) });
  };
  return (
    <div className={style.health}>
      <div className={style.bar}>
        <nav className={style.which} aria-label={t("kpi.which")}>
          {([false, true] as const).map((simulated) => (
            <Link
              key={String(simulated)}
              href={`/alarm-health?sim=${simulated ? 1 : 0}`}
              className={buttonClass(simulated === counted.simulated ? "solid" : "outline")}
              aria-current={simulated === counted.simulated ? "true" : undefined}
              prefetch={false}
            >
              {t(simulated ? "kpi.simulated" : "kpi.real")}
            </Link>
          ))}
        </nav>
        <p className={style.faint}>
          {t("kpi.countedAt", { time: format.seconds(counted.now) })} ·{" "}
          {t("kpi.positions", { count: counted.positions })} {basis && <KnownMark basis={basis} />}
        </p>
      </div>
      {days !== null && <p className={style.notice}>{t("kpi.shortLong", { days })}</p>}
      <div className={style.groups}>
        {(Object.keys(GROUPS) as Group[]).map((group) => (
          <section key={group} className={style.group} aria-labelledby={`kpi-${group}`}>
            <h2 id={`kpi-${group}`}>{t(`kpi.group.${group}`)}</h2>
            <div className={style.cards}>
              {figures
                .filter((figure) => (GROUPS[group] as readonly FigureId[]).includes(figure.id))
                .map((figure) => (
                  <FigureCard
                    key={figure.id}
                    figure={figure}
                    days={days}
                    href={hrefs[figure.id]}
                    more={oldest(figure.id)}
                  />
                ))}
            </div>
          </section>
        ))}
      </div>
      <Answers lines={counted.answers} simulated={counted.simulated} />
      <div className={style.pair}>
        <Actors actors={counted.actors} simulated={counted.simulated} />
        <Split split={counted.split} />
      </div>
      <IdleRules rules={counted.idle.rules} simulated={counted.simulated} />
      <footer className={style.foot}>
        <p>{t("kpi.positionsHow")}</p>
        <p>{t("kpi.sources")}</p>
      </footer>
    </div>
  );
}
