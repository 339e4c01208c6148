import type { Metadata } from "next";
import Link from "next/link";
import { OrderBoard } from "#components/orders/OrderBoard.tsx";
import { Shell } from "#components/shell/Shell.tsx";
import { Handover } from "#components/shifts/Handover.tsx";
import { OnDutyBar } from "#components/shifts/OnDutyBar.tsx";
import { Refresh } from "#components/shifts/Refresh.tsx";
import { ReportList } from "#components/shifts/ReportList.tsx";
import { Roster } from "#components/shifts/Roster.tsx";
import style from "#components/shifts/shifts.module.css";
import { Tabs } from "#components/ui/Tabs.tsx";
import { formatOf, localDay } from "#lib/i18n/format.ts";
import type { Language } from "#lib/i18n/model.ts";
import { currentLanguage, currentText } from "#lib/i18n/next.ts";
import { addressees } from "#lib/order/sql.ts";
import { addDays, isDay, mondayOf, weeksOf } from "#lib/shift/day.ts";
import { isIntact } from "#lib/shift/handover.ts";
import { LATE_MS, opensAt, type Shift, toHandOver } from "#lib/shift/model.ts";
import { shiftAfter } from "#lib/shift/relay.ts";
import { changeToUndo } from "#lib/shift/sql/change.ts";
import { handoverOf, signaturesOf } from "#lib/shift/sql/handover.ts";
import { endedShifts, localZone, patterns, shiftsBetween, shiftsOfDays, staff } from "#lib/shift/sql.ts";
import { can } from "#lib/user/can.ts";
import type { Person } from "#lib/user/model.ts";
import { requirePerson } from "#lib/user/next.ts";
import { server } from "#lib/user/server.ts";

const REPORTS = 60;
type Query = { tab?: string; view?: string; day?: string; shift?: string };
type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentText())("shifts.title") };
}

export default async function ShiftsPage({ searchParams }: Props) {
  const who = await requirePerson("shift.see");
  const { pool } = server();
  const t = await currentText();
  const query = await searchParams;
  const now = Date.now();
  const [near, everybody] = await Promise.all([
    shiftsBetween(pool, now - LATE_MS - 86_400_000, now + 86_400_000),
    addressees(pool),
  ]);
  const tabs = [
    {
      id: "handover",
      title: t("shifts.tab.handover"),
      content: <HandoverTab who={who} near={near} asked={Number(query.shift)} now={now} />,
    },
    {
      id: "roster",
      title: t("shifts.tab.roster"),
      content: <RosterTab who={who} query={query} now={now} />,
    },
    {
      id: "orders",
      title: t("shifts.tab.orders"),
      content: <OrderBoard who={who} addressees={everybody} />,
    },
    { id: "reports", title: t("shifts.tab.reports"), content: <ReportsTab now={now} /> },
  ];
  const current = near.find((shift) => shift.startsAt <= now && now < shift.endsAt) ?? null;
  return (
    <Shell who={who} title={t("shifts.title")} actions={<OnDutyBar shift={current} />}>
      <Refresh />
      <Tabs tabs={tabs} first={tabs.find((tab) => tab.id === query.tab)?.id} />
    </Shell>
  );
}

type HandoverProps = { who: Person; near: readonly Shift[]; asked: number; now: number };

async function HandoverTab({ who, near, asked, now }: HandoverProps) {
  const { pool } = server();
  const [t, language] = await Promise.all([currentText(), currentLanguage()]);
  const signed = await signaturesOf(
    pool,
    near.map((shift) => shift.id),
  );
  const waiting = toHandOver(near, new Set(signed.keys()), now);
  // A shift that was just signed stays in sight when it is asked for.
  const shift = near.find((one) => one.id === asked) ?? waiting[0];
  if (!shift) {
    return (
      <div className={style.none}>
        <p>{t("handover.none")}</p>
        <p className={style.faint}>{t("handover.noneHint")}</p>
      </div>
    );
  }
  const [handover, next] = await Promise.all([handoverOf(pool, shift.id), shiftAfter(pool, shift)]);
  const others = waiting.filter((one) => one.id !== shift.id);
  return (
    <div className={style.part}>
      <Handover
        who={who}
        shift={shift}
        next={next ?? null}
        handover={handover ?? null}
        intact={handover !== undefined && isIntact(handover, handover.signature)}
        opensAt={opensAt(shift)}
        madeAt={now}
      />
      {others.length > 0 && (
        <nav className={style.others} aria-label={t("handover.others")}>
          <span className={style.faint}>{t("handover.others")}:</span>
          {others.map((one) => (
            <Link key={one.id} href={`/shifts?tab=handover&shift=${one.id}`} prefetch={false}>
              {nameOf(one, language)}
            </Link>
          ))}
        </nav>
      )}
    </div>
  );
}

function nameOf(shift: Shift, language: Language): string {
  const format = formatOf(language);
  return `${language === "vi" ? shift.nameVi : shift.nameEn} ${format.weekday(shift.startsAt)}`;
}

async function RosterTab({ who, query, now }: { who: Person; query: Query; now: number }) {
  const { pool } = server();
  const today = localDay(now, await localZone(pool));
  const view = query.view === "month" ? "month" : "week";
  const day = isDay(query.day) ? query.day : today;
  const weeks = view === "week" ? [mondayOf(day)] : weeksOf(day);
  const [shifts, people, all, undo] = await Promise.all([
    shiftsOfDays(pool, weeks[0] as string, addDays(weeks.at(-1) as string, 7)),
    staff(pool),
    patterns(pool),
    changeToUndo(pool),
  ]);
  return (
    <Roster
      view={view}
      day={day}
      today={today}
      now={now}
      shifts={shifts}
      staff={people}
      patterns={all}
      undoable={undo?.id ?? null}
      canEdit={can(who, "shift.roster")}
    />
  );
}

async function ReportsTab({ now }: { now: number }) {
  const { pool } = server();
  const ended = await endedShifts(pool, now, REPORTS);
  const signed = await signaturesOf(
    pool,
    ended.map((shift) => shift.id),
  );
  return <ReportList rows={ended.map((shift) => ({ shift, signature: signed.get(shift.id) ?? null }))} />;
}
