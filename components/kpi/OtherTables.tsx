"use client";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import type { FloodRow } from "#lib/flood/model.ts";
import type { Missed } from "#lib/kpi/model.ts";
import style from "./kpi.module.css";

export function FloodTable({
  floods,
  now,
  label,
}: {
  floods: readonly FloodRow[];
  now: number;
  label: string;
}) {
  const t = useText();
  const format = useFormat();
  const columns: Column<FloodRow>[] = [
    {
      id: "from",
      title: t("kpi.floodFrom"),
      cell: (one) => <time>{format.moment(one.startedAt, now)}</time>,
    },
    {
      id: "to",
      title: t("kpi.floodTo"),
      cell: (one) =>
        one.endedAt === null ? t("kpi.running") : <time>{format.moment(one.endedAt, now)}</time>,
    },
    { id: "alarms", title: t("kpi.floodAlarms"), number: true, cell: (one) => format.number(one.alarms) },
    { id: "peak", title: t("kpi.floodPeak"), number: true, cell: (one) => format.number(one.peakRate) },
  ];
  return (
    <Table label={label} columns={columns} rows={floods} rowKey={(one) => one.id} empty={t("kpi.none")} />
  );
}

export function MissedTable({
  missed,
  now,
  label,
}: {
  missed: readonly Missed[];
  now: number;
  label: string;
}) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const columns: Column<Missed>[] = [
    {
      id: "priority",
      title: t("kpi.priority"),
      cell: (one) => <PriorityMark priority={one.priority} className={style.mark} />,
    },
    { id: "rule", title: t("kpi.rule"), cell: (one) => (language === "vi" ? one.titleVi : one.titleEn) },
    {
      id: "object",
      title: t("kpi.object"),
      cell: (one) => (language === "vi" ? one.objectVi : one.objectEn),
    },
    { id: "since", title: t("kpi.missedSince"), cell: (one) => <time>{format.moment(one.since, now)}</time> },
    {
      id: "until",
      title: t("kpi.missedUntil"),
      minor: true,
      cell: (one) => <time>{format.moment(one.until, now)}</time>,
    },
    { id: "value", title: t("kpi.missedValue"), number: true, cell: (one) => format.number(one.value, 2) },
    {
      id: "found",
      title: t("kpi.missedFound"),
      minor: true,
      cell: (one) => <time>{format.moment(one.foundAt, now)}</time>,
    },
  ];
  return (
    <Table
      label={label}
      columns={columns}
      rows={missed}
      rowKey={(one) => `${one.ruleId} ${one.object} ${one.since}`}
      empty={t("kpi.none")}
    />
  );
}

type Channel = { channelId: string; sent: number; failed: number; p95Ms: number | null };

export function DeliveryTable({ channels, label }: { channels: readonly Channel[]; label: string }) {
  const t = useText();
  const format = useFormat();
  const columns: Column<Channel>[] = [
    { id: "channel", title: t("kpi.channel"), cell: (one) => one.channelId },
    { id: "sent", title: t("kpi.sent"), number: true, cell: (one) => format.number(one.sent) },
    { id: "failed", title: t("kpi.failed"), number: true, cell: (one) => format.number(one.failed) },
    {
      id: "p95",
      title: t("kpi.p95"),
      number: true,
      cell: (one) => (one.p95Ms === null ? t("app.none") : format.span(one.p95Ms)),
    },
  ];
  return (
    <Table
      label={label}
      columns={columns}
      rows={channels}
      rowKey={(one) => one.channelId}
      empty={t("kpi.none")}
    />
  );
}
