"use client";
import { useFormat, useText } from "#components/shell/language.tsx";
import type { StoredEvent } from "#lib/alert/event.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import style from "./Timeline.module.css";

export type NamedEvent = StoredEvent & { actorName: string | null };

/** Everything that happened to an alert, newest first: what, when, by whom, in whose words. */
export function Timeline({
  alert,
  events,
  now,
}: {
  alert: AlertRow;
  events: readonly NamedEvent[];
  now: number;
}) {
  const t = useText();
  const format = useFormat();
  return (
    <ol className={style.timeline}>
      {events.toReversed().map((event) => (
        <li key={event.seq} className={style.event} data-person={event.actor.startsWith("user:")}>
          <time className={style.time} dateTime={new Date(event.at).toISOString()}>
            {format.moment(event.at, now)}
          </time>
          <div>
            <p className={style.what}>
              {t(`event.${event.type}`)}
              <span className={style.value}>{measure(event)}</span>
            </p>
            <p className={style.who}>{who(event)}</p>
            {words(event) && <p className={style.words}>{words(event)}</p>}
          </div>
        </li>
      ))}
    </ol>
  );

  function measure(event: NamedEvent): string {
    const { metric } = alert;
    const value =
      "peak" in event && event.type === "peaked" ? event.peak : "value" in event ? event.value : null;
    if (value === null || value === undefined || !metric) return "";
    return format.quantity(value, metric.unit, metric.decimals);
  }

  function who(event: NamedEvent): string {
    if (event.actorName) return event.actorName;
    if (event.actor.startsWith("rule:")) return t("event.byRule");
    return t(event.actor.startsWith("user:") ? "event.bySomeone" : "event.byJob");
  }
}

/** What a person wrote, as they wrote it. */
function words(event: NamedEvent): string | undefined {
  if (event.type === "noted") return event.text;
  if (event.type === "shelved" || event.type === "suppressed") return event.why;
  if (event.type === "maintenance_started") return event.order;
  return "note" in event ? event.note : undefined;
}
