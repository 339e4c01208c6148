"use client";
import { useMemo } from "react";
import { useAlerts, useIncidents, useNow } from "#components/live/hooks.ts";
import { Note } from "#components/panels/Note.tsx";
import { Quiet } from "#components/panels/Quiet.tsx";
import { useText } from "#components/shell/language.tsx";
import { waitingByIncident } from "#lib/alert/order.ts";
import { byNeed } from "./counts.ts";
import { HiddenCounts } from "./HiddenCounts.tsx";
import { IncidentCard } from "./IncidentCard.tsx";
import style from "./incidents.module.css";

/** Open incidents, and beneath which figures alerts are hidden. */
export function OpenIncidents() {
  const t = useText();
  const now = useNow(10_000);
  const payload = useIncidents();
  const alerts = useAlerts()?.alerts;
  const order = useMemo(() => byNeed(waitingByIncident(alerts ?? [])), [alerts]);
  if (!payload) return <Note>{t("app.loading")}</Note>;
  return (
    <div className={style.stack}>
      <HiddenCounts />
      {payload.incidents.length === 0 && <Quiet text={`${t("incident.none")}. ${t("incident.noneBody")}`} />}
      <ul className={style.list}>
        {payload.incidents.toSorted(order).map((incident) => (
          <li key={incident.id}>
            <IncidentCard incident={incident} now={now} />
          </li>
        ))}
      </ul>
    </div>
  );
}
