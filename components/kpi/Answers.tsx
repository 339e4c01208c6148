"use client";
import Link from "next/link";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import type { AnswerLine } from "#lib/kpi/model.ts";
import style from "./kpi.module.css";

/** How long answers take, by priority, then by agency. */
export function Answers({ lines, simulated }: { lines: readonly AnswerLine[]; simulated: boolean }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const span = (seconds: number | null) => (seconds === null ? t("app.none") : format.span(seconds * 1_000));
  const agencyOf = (line: AnswerLine) =>
    line.all ? t("kpi.all") : ((language === "vi" ? line.agencyVi : line.agencyEn) ?? t("kpi.room"));
  const href = (line: AnswerLine) => {
    const agency = line.all ? "" : `&agency=${encodeURIComponent(line.agencyId ?? "-")}`;
    return `/alarm-health/answers?sim=${simulated ? 1 : 0}&priority=${line.priority}${agency}`;
  };
  const columns: Column<AnswerLine>[] = [
    { id: "agency", title: t("kpi.agency"), cell: agencyOf },
    {
      id: "priority",
      title: t("kpi.priority"),
      cell: (line) => <PriorityMark priority={line.priority} className={style.mark} />,
    },
    {
      id: "count",
      title: t("kpi.acknowledged"),
      number: true,
      cell: (line) => (
        <Link
          href={href(line)}
          prefetch={false}
          aria-label={`${t("kpi.list")}: ${agencyOf(line)} P${line.priority}`}
        >
          {format.number(line.acknowledged)}
        </Link>
      ),
    },
    {
      id: "inTime",
      title: t("kpi.inTime"),
      number: true,
      cell: (line) => format.percent(line.inTime / line.acknowledged, 1),
    },
    { id: "ack50", title: t("kpi.ack50"), number: true, cell: (line) => span(line.ack.p50) },
    { id: "ack95", title: t("kpi.ack95"), number: true, cell: (line) => span(line.ack.p95) },
    {
      id: "close50",
      title: t("kpi.close50"),
      number: true,
      minor: true,
      cell: (line) => span(line.close.p50),
    },
    {
      id: "close95",
      title: t("kpi.close95"),
      number: true,
      minor: true,
      cell: (line) => span(line.close.p95),
    },
  ];
  return (
    <section className={style.group}>
      <h2>{t("kpi.answers")}</h2>
      <p className={style.faint}>{t("kpi.answers.how")}</p>
      <Table
        label={t("kpi.answers")}
        columns={columns}
        rows={lines}
        rowKey={(line) => `${line.all} ${line.agencyId} ${line.priority}`}
        empty={t("kpi.none")}
      />
    </section>
  );
}
