"use client";
import Link from "next/link";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import type { Idle } from "#lib/kpi/model.ts";
import style from "./kpi.module.css";

/** Rules whose alarms are acknowledged and closed, and nothing else. */
export function IdleRules({ rules, simulated }: { rules: readonly Idle[]; simulated: boolean }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const columns: Column<Idle>[] = [
    {
      id: "rule",
      title: t("kpi.rule"),
      cell: (one) => (
        <Link
          prefetch={false}
          href={`/alarm-health/idle?sim=${simulated ? 1 : 0}&rule=${encodeURIComponent(one.ruleId)}`}
        >
          {language === "vi" ? one.titleVi : one.titleEn}
        </Link>
      ),
    },
    { id: "closed", title: t("kpi.closed"), number: true, cell: (one) => format.number(one.closed) },
    { id: "idle", title: t("kpi.idleCount"), number: true, cell: (one) => format.number(one.idle) },
    {
      id: "share",
      title: t("kpi.share"),
      number: true,
      cell: (one) => format.percent(one.idle / one.closed, 0),
    },
  ];
  return (
    <section className={style.group}>
      <h2>{t("kpi.idleRules")}</h2>
      <Table
        label={t("kpi.idleRules")}
        columns={columns}
        rows={rules}
        rowKey={(one) => one.ruleId}
        empty={t("kpi.none")}
      />
    </section>
  );
}
