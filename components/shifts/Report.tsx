"use client";
import { ArrowLeft, Printer } from "lucide-react";
import Link from "next/link";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { OrderFacts } from "#components/orders/OrderFacts.tsx";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { Shift } from "#lib/shift/model.ts";
import type { AlarmLine, ShiftReport } from "#lib/shift/report.ts";
import type { HandoverContent, HandoverDetail } from "#lib/shift/snapshot.ts";
import style from "./report.module.css";
import { Seal } from "./Seal.tsx";

type Props = {
  shift: Shift;
  report: ShiftReport;
  handover: HandoverDetail | null;
  intact: boolean;
  madeAt: number;
};

/** The report of one shift, on screen and on paper. */
export function Report({ shift, report, handover, intact, madeAt }: Props) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const language = useLanguage();
  const content = handover && (JSON.parse(handover.content) as HandoverContent);
  return (
    <article className={style.report}>
      <div className={style.bar}>
        <Link className={buttonClass("quiet")} href="/shifts?tab=reports" prefetch={false}>
          <ArrowLeft aria-hidden />
          {t("shiftReport.back")}
        </Link>
        <Button onClick={() => window.print()}>
          <Printer aria-hidden />
          {t("shiftReport.print")}
        </Button>
      </div>
      <header className={style.head}>
        <h2>
          {t("handover.of", {
            shift: name(shift),
            day: format.weekday(shift.startsAt),
            from: format.clock(shift.startsAt),
            to: format.clock(shift.endsAt),
          })}
        </h2>
        <p>
          {t("shiftReport.crew")}:{" "}
          {shift.crew.map((one) => `${one.name} (${t(`shifts.${one.role}`)})`).join(", ") ||
            t("roster.gap.no_crew")}
        </p>
        <p className={style.faint}>
          {t("shiftReport.madeAt", { time: `${format.clock(madeAt)} ${format.date(madeAt)}` })}
          {report.until < shift.endsAt && ` · ${t("shiftReport.running")}`}
        </p>
      </header>
      <section>
        <h3>{t("shiftReport.alarms")}</h3>
        <Alarms lines={report.byPriority} label={t("shiftReport.alarms")} />
      </section>
      {report.byAgency.some((line) => line.agencyId !== null) && (
        <section>
          <h3>{t("shiftReport.byAgency")}</h3>
          <Alarms lines={report.byAgency} label={t("shiftReport.byAgency")} agencies />
        </section>
      )}
      <Lines title={t("shiftReport.floods")}>
        {report.floods.map((flood) => (
          <li key={flood.from}>
            {t("shiftReport.floodLine", {
              from: format.clock(flood.from),
              to: flood.to === null ? "…" : format.clock(flood.to),
              alarms: flood.alarms,
              peak: flood.peak,
            })}
          </li>
        ))}
      </Lines>
      <Lines title={t("shiftReport.incidents")}>
        {report.incidents.map((one) => (
          <li key={one.id}>
            {format.clock(one.openedAt)} {name(one)} · {t("handover.incidentAlerts", { count: one.total })}
          </li>
        ))}
      </Lines>
      <Lines title={t("shiftReport.orders")}>
        {report.orders.map((order) => (
          <li key={order.id}>
            <OrderFacts order={order} now={madeAt} />
          </li>
        ))}
      </Lines>
      <Lines title={t("shiftReport.notes")}>
        {report.notes.map((note) => (
          <li key={`${note.at} ${note.text}`}>
            {format.clock(note.at)} <strong>{note.by ?? t("app.unknown")}</strong>{" "}
            <span className={style.faint}>{language === "vi" ? note.titleVi : note.titleEn}:</span>{" "}
            {note.text}
          </li>
        ))}
      </Lines>
      <section>
        <h3>{t("shiftReport.signature")}</h3>
        {handover && content ? (
          <>
            <p className={style.words}>{content.note || t("handover.noNote")}</p>
            <p className={style.faint}>
              {t("handover.by", {
                name: content.preparedName,
                time: `${format.clock(content.preparedAt)} ${format.date(content.preparedAt)}`,
              })}
            </p>
            <Seal handover={handover} intact={intact} now={madeAt} />
          </>
        ) : (
          <Tag tone="warn">{t("handover.unsigned")}</Tag>
        )}
      </section>
    </article>
  );
}

function Lines({ title, children }: { title: string; children: React.ReactNode[] }) {
  const t = useText();
  return (
    <section>
      <h3>
        {title} <span className={style.faint}>{children.length}</span>
      </h3>
      {children.length === 0 ? (
        <p className={style.faint}>{t("handover.nothing")}</p>
      ) : (
        <ul className={style.lines}>{children}</ul>
      )}
    </section>
  );
}

function Alarms({
  lines,
  label,
  agencies,
}: {
  lines: readonly AlarmLine[];
  label: string;
  agencies?: boolean;
}) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const span = (seconds: number | null) => (seconds === null ? t("app.none") : format.span(seconds * 1_000));
  const agency: Column<AlarmLine> = {
    id: "agency",
    title: t("shiftReport.agency"),
    cell: (line) => (language === "vi" ? line.agencyVi : line.agencyEn) ?? t("shiftReport.room"),
  };
  const columns: Column<AlarmLine>[] = [
    ...(agencies ? [agency] : []),
    {
      id: "priority",
      title: t("shiftReport.priority"),
      cell: (line) => <PriorityMark priority={line.priority} className={style.mark} />,
    },
    { id: "count", title: t("shiftReport.count"), number: true, cell: (line) => line.count },
    { id: "unacked", title: t("shiftReport.unacked"), number: true, cell: (line) => line.unacked },
    { id: "unclosed", title: t("shiftReport.unclosed"), number: true, cell: (line) => line.unclosed },
    { id: "ack50", title: t("shiftReport.ack50"), number: true, cell: (line) => span(line.ack.p50) },
    { id: "ack95", title: t("shiftReport.ack95"), number: true, cell: (line) => span(line.ack.p95) },
    {
      id: "close50",
      title: t("shiftReport.close50"),
      number: true,
      minor: true,
      cell: (line) => span(line.close.p50),
    },
    {
      id: "close95",
      title: t("shiftReport.close95"),
      number: true,
      minor: true,
      cell: (line) => span(line.close.p95),
    },
  ];
  return (
    <Table
      label={label}
      columns={columns}
      rows={lines}
      rowKey={(line) => `${line.agencyId} ${line.priority}`}
      empty={t("shiftReport.noAlarms")}
    />
  );
}
