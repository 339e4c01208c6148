"use client";
import Link from "next/link";
import { PriorityMark } from "#components/alerts/PriorityMark.tsx";
import { useFormat, useLanguage, useName, useText } from "#components/shell/language.tsx";
import { type Column, Table } from "#components/ui/Table.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { PRIORITIES } from "#lib/alert/model.ts";
import type { FloodReport } from "#lib/flood/model.ts";
import { firstOutName } from "./counts.ts";
import style from "./incidents.module.css";

type Incident = FloodReport["incidents"][number];
/** More in ten minutes than a person can answer (ISA-18.2). */
const MANAGEABLE = 10;

export function FloodReportView({ report, now }: { report: FloodReport; now: number }) {
  const t = useText();
  const format = useFormat();
  const { span, answers, hidden } = report;
  const took = (ms: number | null) => (ms === null ? "–" : format.span(ms));
  const facts: [string, string][] = [
    [t("floodReport.alarms"), format.number(report.alarms)],
    [t("floodReport.peak"), format.number(report.peakRate)],
    [t("floodReport.answered"), format.number(answers.acknowledged)],
    [t("floodReport.unanswered"), format.number(answers.unanswered)],
    [t("floodReport.p50"), took(answers.p50Ms)],
    [t("floodReport.p95"), took(answers.p95Ms)],
    [
      t("floodReport.hidden"),
      [hidden.suppressed, hidden.shelved, hidden.maintenance].map((n) => format.number(n)).join(" / "),
    ],
  ];
  return (
    <div className={style.stack}>
      <p className={style.hint}>
        {report.simulated && <Tag>{t("app.simulated")}</Tag>}{" "}
        {t("floodReport.span", {
          from: format.moment(span.from, now),
          until: format.moment(span.until, now),
          span: format.span(span.until - span.from),
        })}
        . {t("floodReport.itself")}
      </p>
      <dl className={style.facts}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className={style.figure}>{value}</dd>
          </div>
        ))}
      </dl>
      <section className={style.part}>
        <h2>{t("floodReport.byPriority")}</h2>
        <div className={style.facts}>
          {PRIORITIES.map((priority) => (
            <div key={priority} className={style.choice}>
              <PriorityMark
                priority={priority}
                look={report.byPriority[priority] > 0 ? "solid" : "faded"}
                className={style.mark}
              />
              <span className={style.figure}>{format.number(report.byPriority[priority])}</span>
            </div>
          ))}
        </div>
      </section>
      <Pace report={report} />
      <section className={style.part}>
        <h2>{t("floodReport.incidents")}</h2>
        <Incidents report={report} now={now} />
      </section>
      <section className={style.part}>
        <h2>{t("floodReport.rules")}</h2>
        <Rules report={report} />
      </section>
    </div>
  );
}

function Pace({ report }: { report: FloodReport }) {
  const t = useText();
  const format = useFormat();
  const most = Math.max(1, ...report.perTenMinutes.map(({ count }) => count));
  return (
    <section className={style.part}>
      <h2>{t("floodReport.pace")}</h2>
      <ol className={style.bars} aria-label={t("floodReport.pace")}>
        {report.perTenMinutes.map(({ at, count }) => (
          <li key={at} data-flood={count > MANAGEABLE}>
            <span>{format.number(count)}</span>
            <div className={style.column}>
              <div className={style.bar} style={{ height: `${(count / most) * 100}%` }} />
            </div>
            <time dateTime={new Date(at).toISOString()}>{format.clock(at)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Incidents({ report, now }: { report: FloodReport; now: number }) {
  const t = useText();
  const format = useFormat();
  const language = useLanguage();
  const name = useName();
  const columns: Column<Incident>[] = [
    {
      id: "name",
      title: t("incident.nameVi"),
      cell: (one) => (
        <div className={style.choice}>
          <PriorityMark priority={one.worst} look="faded" className={style.mark} />
          <Link className={style.link} href={`/incidents/${one.id}`}>
            {name(one)}
          </Link>
        </div>
      ),
    },
    {
      id: "first",
      title: t("incident.firstOut"),
      cell: ({ firstOut }) =>
        firstOut && (
          <>
            {firstOutName(firstOut, language)}
            <span className={style.small}>{format.moment(firstOut.raisedAt, now)}</span>
          </>
        ),
    },
    { id: "alarms", title: t("floods.alarms"), number: true, cell: (one) => format.number(one.alarms) },
  ];
  return (
    <Table
      label={t("floodReport.incidents")}
      columns={columns}
      rows={report.incidents}
      rowKey={(one) => one.id}
      empty={t("floodReport.noIncidents")}
    />
  );
}

function Rules({ report }: { report: FloodReport }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const columns: Column<FloodReport["rules"][number]>[] = [
    { id: "rule", title: t("floodReport.rule"), cell: (rule) => name(rule) },
    { id: "alarms", title: t("floods.alarms"), number: true, cell: (rule) => format.number(rule.alarms) },
  ];
  return (
    <Table
      label={t("floodReport.rules")}
      columns={columns}
      rows={report.rules}
      rowKey={(rule) => rule.id}
      empty="–"
    />
  );
}
