"use client";
import { titleOf } from "#components/alerts/words.ts";
import { Note } from "#components/panels/Note.tsx";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import type { IncidentEvent } from "#lib/incident/model.ts";
import style from "./incidents.module.css";
import { type Told, toldOf } from "./timeline.ts";

type Props = { events: readonly IncidentEvent[]; alerts: readonly AlertRow[]; now: number };

/** Everything that happened to an incident, newest first; alerts that came together are one line. */
export function IncidentTimeline({ events, alerts, now }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const titles = new Map(alerts.map((row) => [row.id, titleOf(row, language)]));
  if (events.length === 0) return <Note>{t("incident.noTimeline")}</Note>;

  function what({ event }: Told): string {
    switch (event.type) {
      case "attached":
      case "detached":
        return t(`incident.event.${event.type}`, {
          id: `${event.alertId} ${titles.get(event.alertId) ?? ""}`.trim(),
        });
      case "renamed":
        return t("incident.event.renamed", { name: language === "vi" ? event.nameVi : event.nameEn });
      case "merged":
        return "into" in event
          ? t("incident.event.mergedInto", { id: event.into })
          : t("incident.event.mergedFrom", { id: event.from });
      default:
        return t(`incident.event.${event.type}`);
    }
  }

  return (
    <ol className={style.timeline}>
      {toldOf(events).map((told) => (
        <li key={told.event.id}>
          <time dateTime={new Date(told.event.at).toISOString()}>{format.moment(told.event.at, now)}</time>
          <div>
            {what(told)}
            {told.more > 0 && ` ${t("incident.event.more", { count: told.more })}`}
            <span className={style.small}>
              {told.event.actorName ??
                t(told.event.actor.startsWith("user:") ? "event.bySomeone" : "event.byJob")}
            </span>
            {told.event.type === "closed" && told.event.note && (
              <p className={style.words}>{told.event.note}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
