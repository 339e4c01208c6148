"use client";
import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { IncidentRow } from "#lib/incident/model.ts";
import { countsOf, firstOutName } from "./counts.ts";
import style from "./incidents.module.css";

/** One cause: how bad, what was first, how its alerts stand, since when. */
export function IncidentCard({ incident, now }: { incident: IncidentRow; now: number }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const name = useName();
  const { firstOut, worst } = incident;
  return (
    <Link className={style.card} href={`/incidents/${incident.id}`}>
      {worst && (
        <PriorityMark
          priority={worst}
          look={incident.counts.new ? "flashing" : "solid"}
          className={style.mark}
        />
      )}
      <div>
        <p className={style.name}>
          {name(incident)} {incident.simulated && <Simulated />}
        </p>
        <p className={style.under}>
          {t("incident.number", { id: incident.id })} · {t("incident.total", { count: incident.total })} ·{" "}
          {t("incident.lasts", { span: format.span(now - incident.openedAt) })} ·{" "}
          {t("incident.newest", { age: format.age(incident.newestAt, now) })}
        </p>
      </div>
      {firstOut && (
        <dl className={style.first}>
          <dt>{t("incident.firstOut")}</dt>
          <dd>
            {t("incident.firstOutAt", {
              title: firstOutName(firstOut, language),
              time: format.moment(firstOut.raisedAt, now),
            })}
          </dd>
        </dl>
      )}
      <div className={style.counts}>
        {countsOf(incident).map(({ display, count }) => (
          <Tag key={display} tone={display === "new" ? "bad" : "plain"}>
            {t(`alert.state.${display}`)} {format.number(count)}
          </Tag>
        ))}
      </div>
    </Link>
  );
}

function Simulated() {
  const t = useText();
  return (
    <Tag>
      <FlaskConical aria-hidden /> {t("app.simulated")}
    </Tag>
  );
}
