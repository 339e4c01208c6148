"use client";
import { ArrowLeft, ExternalLink } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { AlertItem } from "#components/alerts/AlertItem.tsx";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { titleOf } from "#components/alerts/words.ts";
import { StartWarning } from "#components/cap/StartWarning.tsx";
import { useIncidents, useNow } from "#components/live/hooks.ts";
import { Note } from "#components/panels/Note.tsx";
import { call, whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { Tag } from "#components/ui/Tag.tsx";
import { useToast } from "#components/ui/Toast.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { inOrder } from "#lib/alert/order.ts";
import type { IncidentRow } from "#lib/incident/model.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import { countsOf } from "./counts.ts";
import { IncidentActs } from "./IncidentActs.tsx";
import { IncidentTimeline } from "./IncidentTimeline.tsx";
import style from "./incidents.module.css";
import { useIncident } from "./useIncident.ts";

/** One cause with its alerts, the unacknowledged on top and the first-out marked, and all that happened to it. */
export function IncidentDetail({ id, who }: { id: number; who: Person }) {
  const t = useText();
  const now = useNow(10_000);
  const { story, state, reload } = useIncident(id);
  const language = useLanguage();
  const { gone, detach, takeBack } = useDetach({ incident: id, onDone: reload });
  const others = useIncidents()?.incidents.filter((one) => one.id !== id) ?? [];
  if (state === "loading") return <Note>{t("app.loading")}</Note>;
  if (state === "gone") return <Note>{t("incident.gone")}</Note>;
  if (!story) {
    return (
      <Note trouble action={<Button onClick={reload}>{t("app.retry")}</Button>}>
        {t("app.offline")}
      </Note>
    );
  }
  const { incident, events } = story;
  const alerts = inOrder(story.alerts);
  const mayEdit = can(who, "incident.edit") && incident.closedAt === null;
  return (
    <div className={style.stack}>
      <div className={style.head}>
        <Link className={buttonClass("quiet")} href="/incidents">
          <ArrowLeft aria-hidden />
          {t("incident.back")}
        </Link>
        {can(who, "cap.draft", {}) && <StartWarning from={{ incident: incident.id }} />}
        {mayEdit && <IncidentActs incident={incident} others={others} inside={alerts} onDone={reload} />}
      </div>
      <Facts incident={incident} now={now} />
      <div className={style.two}>
        <section className={style.part}>
          <h2>{t("incident.alerts")}</h2>
          {alerts.length < incident.total && (
            <p className={style.hint}>
              {t("incident.someAlerts", { shown: alerts.length, total: incident.total })}
            </p>
          )}
          {alerts.length === 0 && <Note>{t("incident.noAlerts")}</Note>}
          {gone && (
            <p className={style.choice}>
              {t("incident.detached", { title: titleOf(gone, language) })}
              <Button onClick={() => takeBack(gone)}>{t("incident.undo")}</Button>
            </p>
          )}
          <ul className={style.alerts}>
            {alerts.map((row) => (
              <li key={row.id} data-first={row.id === incident.firstOut?.alertId}>
                <div className={style.item}>
                  {row.id === incident.firstOut?.alertId && (
                    <p className={style.firstTag}>
                      <Tag tone="warn">{t("incident.firstOut")}</Tag>
                    </p>
                  )}
                  <AlertItem row={row} now={now} />
                </div>
                {mayEdit && row.response !== "done" && (
                  <Button
                    look="quiet"
                    aria-label={t("incident.detachOf", { title: titleOf(row, language) })}
                    onClick={() => detach(row)}
                  >
                    {t("incident.detach")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
        <section className={style.part}>
          <h2>{t("incident.timeline")}</h2>
          <IncidentTimeline events={events} alerts={alerts} now={now} />
        </section>
      </div>
    </div>
  );
}

function Facts({ incident, now }: { incident: IncidentRow; now: number }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  return (
    <div className={style.facts}>
      <div className={style.choice}>
        {incident.worst && <PriorityMark priority={incident.worst} className={style.mark} />}
        <div>
          <p className={style.name}>{name(incident)}</p>
          <p className={style.under}>
            {t("incident.number", { id: incident.id })}
            {incident.simulated && ` · ${t("app.simulated")}`}
            {incident.closedAt !== null &&
              ` · ${t("incident.closedAt")} ${format.moment(incident.closedAt, now)}`}
          </p>
        </div>
      </div>
      <dl>
        <dt>{t("incident.openedAt")}</dt>
        <dd>{format.moment(incident.openedAt, now)}</dd>
      </dl>
      <dl>
        <dt>{t("incident.total", { count: incident.total })}</dt>
        <dd className={style.chosen}>
          {countsOf(incident).map(({ display, count }) => (
            <Tag key={display} tone={display === "new" ? "bad" : "plain"}>
              {t(`alert.state.${display}`)} {format.number(count)}
            </Tag>
          ))}
        </dd>
      </dl>
      <Link className={buttonClass("outline")} href="/desk">
        <ExternalLink aria-hidden />
        {t("incident.openAtDesk")}
      </Link>
    </div>
  );
}

type DetachedProps = { incident: number; onDone(): void };

/** Takes alerts out, and the last one back in: it would not return by itself. */
function useDetach({ incident, onDone }: DetachedProps) {
  const t = useText();
  const language = useLanguage();
  const say = useToast();
  const [gone, setGone] = useState<AlertRow>();

  async function act(row: AlertRow, type: "attach" | "detach") {
    const answer = await call("POST", `/api/incidents/${incident}/acts`, { type, alertIds: [row.id] });
    if (!answer.ok) return say.refused(whyNot(language, answer));
    setGone(type === "detach" ? row : undefined);
    say.done(
      t(type === "detach" ? "incident.detached" : "incident.saved", { title: titleOf(row, language) }),
    );
    onDone();
  }

  return {
    gone,
    detach: (row: AlertRow) => act(row, "detach"),
    takeBack: (row: AlertRow) => act(row, "attach"),
  };
}
