import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AlarmTable } from "#components/kpi/AlarmTable.tsx";
import style from "#components/kpi/kpi.module.css";
import { DeliveryTable, FloodTable, MissedTable } from "#components/kpi/OtherTables.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { floods } from "#lib/flood/sql.ts";
import { currentText } from "#lib/i18n/next.ts";
import { isFigure, LISTS } from "#lib/kpi/lists.ts";
import { missedList } from "#lib/kpi/sql/quality.ts";
import { alarmsBehind, type Narrow, spanOf } from "#lib/kpi/sql.ts";
import { deliveryStats } from "#lib/notify/sql/log.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";
import { isSimulated } from "../which.ts";

const MOST = 300;
type Query = { sim?: string; rule?: string; object?: string; priority?: string; agency?: string };
type Props = { params: Promise<{ figure: string }>; searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("kpi.title") };
}

/** What a figure of the alarm health page counted, one by one. `answers`: what the table of times counted. */
export default async function FigurePage({ params, searchParams }: Props) {
  const who = await requirePerson("kpi.see");
  const [{ figure }, query, t] = await Promise.all([params, searchParams, currentText()]);
  if (figure !== "answers" && !isFigure(figure)) notFound();
  const simulated = await isSimulated(server().pool, query.sim);
  const name = figure === "answers" ? t("kpi.answers") : t(`kpi.${figure}`);
  const title = t("kpi.listTitle", { name });
  return (
    <Shell who={who} title={title}>
      <div className={style.list}>
        <div className={style.bar}>
          <Link
            className={buttonClass("outline")}
            href={`/alarm-health?sim=${simulated ? 1 : 0}`}
            prefetch={false}
          >
            {t("kpi.back")}
          </Link>
          {figure !== "answers" && <p className={style.faint}>{t(`kpi.${figure}.how`)}</p>}
        </div>
        <List figure={figure} query={query} simulated={simulated} label={title} />
      </div>
    </Shell>
  );
}

type ListProps = { figure: string; query: Query; simulated: boolean; label: string };

async function List({ figure, query, simulated, label }: ListProps) {
  const { pool } = server();
  const now = Date.now();
  const list = isFigure(figure)
    ? LISTS[figure]
    : ({ kind: "alarms", set: "answered", span: "month" } as const);
  if (list.kind === "page") notFound();
  const span = await spanOf(pool, list.kind === "alarms" ? list.span : "month", { now, simulated });
  if (list.kind === "floods") {
    const found = (await floods(pool, MOST)).filter((flood) => flood.simulated === simulated);
    return (
      <FloodTable floods={found.filter((one) => (one.endedAt ?? now) > span.from)} now={now} label={label} />
    );
  }
  if (list.kind === "missed")
    return <MissedTable missed={await missedList(pool, span, MOST)} now={now} label={label} />;
  if (list.kind === "delivery") {
    return <DeliveryTable channels={await deliveryStats(pool, span.from, span.to)} label={label} />;
  }
  const { total, alerts } = await alarmsBehind(pool, list.set, span, narrowOf(query), MOST);
  return <AlarmTable alerts={alerts} total={total} now={now} label={label} />;
}

/** `agency=-`: the duty room's own. */
function narrowOf({ rule, object, priority, agency }: Query): Narrow {
  const p = Number(priority);
  return {
    rule,
    object,
    priority: p >= 1 && p <= 4 ? p : undefined,
    agency: agency === "-" ? "" : agency,
  };
}
