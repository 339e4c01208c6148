"use client";
import Link from "next/link";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import type { BadActor, Counted } from "#lib/kpi/model.ts";
import style from "./kpi.module.css";

/** The ten that cry most. */
export function Actors({ actors, simulated }: { actors: Counted["actors"]; simulated: boolean }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const words = (one: BadActor) =>
    language === "vi" ? `${one.titleVi} · ${one.objectVi}` : `${one.titleEn} · ${one.objectEn}`;
  const columns: Column<BadActor>[] = [
    {
      id: "alarm",
      title: t("kpi.alarm"),
      cell: (one) => (
        <Link
          prefetch={false}
          href={`/alarm-health/rate_30d?sim=${simulated ? 1 : 0}&rule=${encodeURIComponent(one.ruleId)}&object=${encodeURIComponent(one.object)}`}
        >
          {words(one)}
        </Link>
      ),
    },
    { id: "times", title: t("kpi.times"), number: true, cell: (one) => format.number(one.alarms) },
    {
      id: "share",
      title: t("kpi.share"),
      number: true,
      cell: (one) => format.percent(one.alarms / actors.total, 1),
    },
  ];
  return (
    <section id="actors" className={style.group}>
      <h2>{t("kpi.actors")}</h2>
      <Table
        label={t("kpi.actors")}
        columns={columns}
        rows={actors.top}
        rowKey={(one) => `${one.ruleId} ${one.object}`}
        empty={t("kpi.none")}
      />
    </section>
  );
}
