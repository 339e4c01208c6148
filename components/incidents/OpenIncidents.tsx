"use client";
import { useIncidents, useNow } from "#components/live/hooks.ts";
import { Note } from "#components/panels/Note.tsx";
import { useText } from "#components/shell/language.tsx";
import { byNeed } from "./counts.ts";
import { HiddenCounts } from "./HiddenCounts.tsx";
import { IncidentCard } from "./IncidentCard.tsx";
import style from "./incidents.module.css";

/** Open incidents, and beneath which figures alerts are hidden. */
export function OpenIncidents() {
  const t = useText();
  const now = useNow(10_000);
  const payload = useIncidents();
  if (!payload) return <Note>{t("app.loading")}</Note>;
  return (
    <div className={style.stack}>
      <HiddenCounts />
      {payload.incidents.length === 0 && (
        <Note>
          {t("incident.none")}
          <br />
          {t("incident.noneBody")}
        </Note>
      )}
      <ul className={style.list}>
        {payload.incidents.toSorted(byNeed).map((incident) => (
          <li key={incident.id}>
            <IncidentCard incident={incident} now={now} />
          </li>
        ))}
      </ul>
    </div>
  );
}
