"use client";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { titleOf } from "#components/alerts/words.ts";
import { useAlerts, useIncidents, useNow } from "#components/live/hooks.ts";
import { Note } from "#components/panels/Note.tsx";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { type AlertRow, displayOf } from "#lib/alert/model.ts";
import { objectOf } from "#lib/alert/sentence.ts";
import { HiddenCounts } from "./HiddenCounts.tsx";
import style from "./incidents.module.css";

/** Every hidden alert: by what, why, by whom, and when it comes back. */
export function HiddenList() {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const now = useNow(10_000);
  const alerts = useAlerts()?.alerts;
  const symptoms = useIncidents()?.hidden.symptoms;
  if (!alerts) return <Note>{t("app.loading")}</Note>;
  const rows = alerts.filter(({ visibility }) => visibility !== "shown").toSorted(bySoonest);
  const columns: Column<AlertRow>[] = [
    {
      id: "alert",
      title: t("hidden.alert"),
      cell: (row) => (
        <div className={style.choice}>
          <PriorityMark priority={row.priority} look="faded" className={style.mark} />
          <span>
            {objectOf(row, language)}
            <span className={style.small}>{titleOf(row, language)}</span>
          </span>
        </div>
      ),
    },
    {
      id: "why",
      title: t("hidden.why"),
      cell: (row) => (
        <>
          {t(`alert.state.${displayOf(row)}`)}
          <span className={style.small}>
            {row.hiddenWhy} {row.hiddenName && t("hidden.by", { name: row.hiddenName })}
          </span>
        </>
      ),
    },
    {
      id: "until",
      title: t("hidden.until"),
      cell: (row) =>
        row.hiddenUntil === null ? t("hidden.untilCause") : format.moment(row.hiddenUntil, now),
    },
  ];
  return (
    <div className={style.stack}>
      <HiddenCounts />
      {symptoms && symptoms.series > 0 && (
        <p className={style.hint}>
          {t("hidden.symptomsBody", { series: symptoms.series, feeds: symptoms.feeds })}
        </p>
      )}
      <Table
        label={t("hidden.title")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={t("hidden.none")}
      />
    </div>
  );
}

function bySoonest(a: AlertRow, b: AlertRow): number {
  return (a.hiddenUntil ?? Number.MAX_VALUE) - (b.hiddenUntil ?? Number.MAX_VALUE) || a.id - b.id;
}
