"use client";
import { Info } from "lucide-react";
import Link from "next/link";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Popover } from "#components/ui/Popover.tsx";
import type { Figure } from "#lib/kpi/model.ts";
import style from "./kpi.module.css";
import { VerdictMark } from "./VerdictMark.tsx";

type Props = {
  figure: Figure;
  /** Of days counted, where thirty are needed and are not there; null: enough. */
  days: number | null;
  href: string;
  /** A further fact, such as the age of the oldest. */
  more?: string;
};

/** One figure with its target, its verdict in words and shape, how it is counted, and the way to its list. */
export function FigureCard({ figure, days, href, more }: Props) {
  const t = useText();
  const name = t(`kpi.${figure.id}`);
  return (
    <article className={style.card} aria-label={name}>
      <header className={style.cardHead}>
        <h3>{name}</h3>
        <Popover
          label={t("kpi.how", { name })}
          trigger={
            <Button look="quiet" icon>
              <Info aria-hidden />
            </Button>
          }
        >
          <p className={style.how}>{t(`kpi.${figure.id}.how`)}</p>
        </Popover>
      </header>
      <p className={style.value}>
        <Value figure={figure} />
        <VerdictMark verdict={figure.value === null ? "none" : figure.verdict} />
      </p>
      <p className={style.faint}>{t("kpi.target", { target: t(`kpi.${figure.id}.target`) })}</p>
      {figure.month && days !== null && <p className={style.short}>{t("kpi.short", { days })}</p>}
      {more && <p className={style.faint}>{more}</p>}
      <Link className={style.link} href={href} prefetch={false} aria-label={`${t("kpi.list")}: ${name}`}>
        {t("kpi.list")}
      </Link>
    </article>
  );
}

function Value({ figure }: { figure: Figure }) {
  const t = useText();
  const format = useFormat();
  const { value, unit } = figure;
  if (value === null) return <span className={style.missing}>{t("kpi.noData")}</span>;
  const text = {
    alarms: () =>
      t("kpi.perTen", { value: format.number(value, Number.isInteger(value) ? 0 : value < 0.1 ? 3 : 2) }),
    count: () => format.number(value),
    share: () => format.percent(value, 1),
    ms: () => format.span(value),
  }[unit]();
  return <span className={style.number}>{text}</span>;
}
