"use client";
import Link from "next/link";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { useNow } from "#components/live/hooks.ts";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import type { IncidentRow } from "#lib/incident/model.ts";
import { firstOutName } from "./counts.ts";
import style from "./incidents.module.css";

/** What is over, the last first. */
export function ClosedIncidents({ incidents, now: then }: { incidents: IncidentRow[]; now: number }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const name = useName();
  const now = useNow(10_000) || then;
  const columns: Column<IncidentRow>[] = [
    {
      id: "name",
      title: t("incident.nameVi"),
      cell: (one) => (
        <div className={style.choice}>
          {one.worst && <PriorityMark priority={one.worst} look="faded" className={style.mark} />}
          <span>
            <Link
              className={style.link}
              href={`/incidents/${one.id}`}
              aria-label={t("incident.openOne", { name: name(one) })}
            >
              {name(one)}
            </Link>
            <span className={style.small}>
              {t("incident.number", { id: one.id })}
              {one.simulated && ` · ${t("app.simulated")}`}
            </span>
          </span>
        </div>
      ),
    },
    {
      id: "first",
      title: t("incident.firstOut"),
      minor: true,
      cell: (one) => one.firstOut && firstOutName(one.firstOut, language),
    },
    { id: "alerts", title: t("floods.alarms"), number: true, cell: (one) => format.number(one.total) },
    {
      id: "opened",
      title: t("incident.openedAt"),
      minor: true,
      cell: (one) => format.moment(one.openedAt, now),
    },
    {
      id: "closed",
      title: t("incident.closedAt"),
      cell: (one) => one.closedAt !== null && format.moment(one.closedAt, now),
    },
  ];
  return (
    <Table
      label={t("incident.tab.closed")}
      columns={columns}
      rows={incidents}
      rowKey={(one) => one.id}
      empty={t("incident.noneClosed")}
    />
  );
}
