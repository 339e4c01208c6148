"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { Field } from "#components/ui/Field.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { plain } from "#lib/i18n/plain.ts";
import { metricById } from "#lib/metric/catalog.ts";
import type { ThresholdList } from "#lib/rule/listed.ts";
import { levelText } from "#lib/rule/words.ts";
import { type NamedThresholdSet, subjectOf } from "#lib/threshold/model.ts";
import style from "./rules.module.css";
import { Waiting } from "./Waiting.tsx";

type Props = ThresholdList & { now: number; mayPropose: boolean; mayApprove: boolean };
const PAGE = 100;

export const limitHref = (subject: string) => `/rules/limits?set=${encodeURIComponent(subject)}`;

/** The limits of stations, with their source and the time in which they hold. */
export function LimitList({ sets, waiting, now, mayPropose, mayApprove }: Props) {
  const t = useText();
  const language = useLanguage();
  const format = useFormat();
  const [words, setWords] = useState("");
  const [shown, setShown] = useState(PAGE);
  const station = (set: NamedThresholdSet) =>
    (language === "vi" ? set.nameVi : set.nameEn) ?? t("limits.everywhere");
  const metric = (id: string) => metricById(id)?.title[language] ?? id;
  const lines = useMemo(
    () =>
      sets.map((set) => ({
        set,
        text: plain(
          [
            set.nameVi,
            set.nameEn,
            set.assetKey,
            metricById(set.metricId)?.title.vi,
            set.metricId,
            set.source,
          ].join(" "),
        ),
      })),
    [sets],
  );
  const rows = lines.filter(({ text }) => text.includes(plain(words))).map(({ set }) => set);

  const columns: Column<NamedThresholdSet>[] = [
    {
      id: "station",
      title: t("rules.station"),
      cell: (set) => (
        <span className={style.words}>
          <Link href={limitHref(subjectOf(set))} prefetch={false} className={style.ruleName}>
            {station(set)}
          </Link>
          <span className={style.hint}>{metric(set.metricId)}</span>
        </span>
      ),
    },
    {
      id: "levels",
      title: t("limits.levels"),
      cell: (set) => (
        <span className={style.levels}>
          {set.levels.map((level) => (
            <span key={level.id}>
              {levelText(level.id, language)}{" "}
              <strong>
                {format.quantity(
                  level.value,
                  metricById(set.metricId)?.unit ?? "",
                  metricById(set.metricId)?.decimals,
                )}
              </strong>
            </span>
          ))}
        </span>
      ),
    },
    {
      id: "valid",
      title: t("limits.valid"),
      minor: true,
      cell: (set) => (
        <span className={style.words}>
          <span>
            {t("limits.from", { day: day(set.validFrom) })}
            {set.validTo && ` ${t("limits.until", { day: day(set.validTo) })}`}
          </span>
          {set.months && (
            <span className={style.hint}>{t("limits.months", { months: set.months.join(", ") })}</span>
          )}
        </span>
      ),
    },
    { id: "source", title: t("limits.source"), minor: true, cell: (set) => set.source },
    {
      id: "verified",
      title: t("limits.verified"),
      cell: (set) => (set.verified ? t("app.yes") : <Tag tone="warn">{t("limits.unverified")}</Tag>),
    },
  ];

  function day(date: string) {
    return format.date(Date.parse(`${date}T00:00:00+07:00`));
  }

  const proposed = (subject: string) => sets.find((set) => subjectOf(set) === subject);
  return (
    <div className={style.stack}>
      <Waiting
        noun="threshold"
        waiting={waiting}
        now={now}
        first={mayApprove}
        title={(p) => {
          const set = proposed(p.subject);
          return `${set ? station(set) : t("limits.newSet")} · ${metric(String(p.content.metricId))}`;
        }}
        href={(p) => limitHref(p.subject)}
      />
      <div className={style.filters}>
        <Field
          label={t("limits.search")}
          type="search"
          value={words}
          autoComplete="off"
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <span className={style.count} role="status">
          {t("rules.count", { count: rows.length, total: sets.length })}
        </span>
        {mayPropose && (
          <Link href="/rules/limits" prefetch={false} className={buttonClass("solid")}>
            <Plus aria-hidden />
            {t("limits.new")}
          </Link>
        )}
      </div>
      <Table
        label={t("limits.title")}
        columns={columns}
        rows={rows.slice(0, shown)}
        rowKey={subjectOf}
        empty={t(sets.length === 0 ? "limits.none" : "rules.noMatch")}
      />
      {rows.length > shown && (
        <div className={style.buttons}>
          <button type="button" className={buttonClass("outline")} onClick={() => setShown(shown + PAGE)}>
            {t("trial.more", { count: rows.length - shown })}
          </button>
        </div>
      )}
    </div>
  );
}
