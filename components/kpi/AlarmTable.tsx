"use client";
import Link from "next/link";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { lookOf, stateOf, titleOf } from "#components/alerts/words.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { objectOf } from "#lib/alert/sentence.ts";
import style from "./kpi.module.css";

type Props = { alerts: readonly AlertRow[]; total: number; now: number; label: string };

/** The very alarms that a figure counted. */
export function AlarmTable({ alerts, total, now, label }: Props) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const columns: Column<AlertRow>[] = [
    {
      id: "priority",
      title: t("kpi.priority"),
      cell: (one) => <PriorityMark priority={one.worst} look={lookOf(one)} className={style.mark} />,
    },
    {
      id: "alarm",
      title: t("kpi.alarm"),
      cell: (one) =>
        one.response === "done" ? (
          titleOf(one, language)
        ) : (
          <Link href={`/desk?alert=${one.id}`} prefetch={false}>
            {titleOf(one, language)}
          </Link>
        ),
    },
    { id: "object", title: t("kpi.object"), cell: (one) => objectOf(one, language) },
    {
      id: "raised",
      title: t("kpi.raisedAt"),
      cell: (one) => <time>{format.moment(one.raisedAt, now)}</time>,
    },
    {
      id: "state",
      title: t("kpi.state"),
      minor: true,
      cell: (one) => stateOf(one, { language, t, format }),
    },
  ];
  return (
    <>
      <p className={style.faint}>{t("kpi.listed", { shown: alerts.length, total })}</p>
      <Table label={label} columns={columns} rows={alerts} rowKey={(one) => one.id} empty={t("kpi.none")} />
    </>
  );
}
