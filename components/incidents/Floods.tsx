"use client";
import Link from "next/link";
import { useNow } from "#components/live/hooks.ts";
import { useFormat, useText } from "#components/shell/language.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { FloodRow } from "#lib/flood/model.ts";

/** Floods of alarms, the newest first, each with its report once it is over. */
export function Floods({ floods, now: then }: { floods: FloodRow[]; now: number }) {
  const t = useText();
  const format = useFormat();
  const now = useNow(10_000) || then;
  const columns: Column<FloodRow>[] = [
    { id: "from", title: t("floods.started"), cell: (f) => format.moment(f.startedAt, now) },
    {
      id: "until",
      title: t("floods.ended"),
      cell: (f) =>
        f.endedAt === null ? <Tag tone="bad">{t("floods.runs")}</Tag> : format.moment(f.endedAt, now),
    },
    {
      id: "kind",
      title: t("floods.kind"),
      minor: true,
      cell: (f) => (f.simulated ? t("app.simulated") : t("floods.real")),
    },
    { id: "alarms", title: t("floods.alarms"), number: true, cell: (f) => format.number(f.alarms) },
    { id: "peak", title: t("floods.peak"), number: true, cell: (f) => format.number(f.peakRate) },
    {
      id: "report",
      title: <span className="unseen">{t("floods.report")}</span>,
      number: true,
      cell: (f) =>
        f.hasReport && (
          <Link
            className={buttonClass("outline")}
            href={`/incidents/floods/${f.id}`}
            aria-label={t("floods.openReport", { time: format.moment(f.startedAt, now) })}
          >
            {t("floods.report")}
          </Link>
        ),
    },
  ];
  return (
    <Table
      label={t("incident.tab.floods")}
      columns={columns}
      rows={floods}
      rowKey={(f) => f.id}
      empty={t("floods.none")}
    />
  );
}
