"use client";
import { ChevronLeft, ChevronRight, Undo2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { buttonClass } from "#components/ui/buttonClass.ts";
import { Confirm } from "#components/ui/Confirm.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { addDays, addMonths, firstOfMonth, mondayOf, weeksOf } from "#lib/shift/day.ts";
import {
  type Day,
  gapOf,
  holesOf,
  type Pattern,
  type RosterDone,
  type Shift,
  type Staff,
  tiredOf,
} from "#lib/shift/model.ts";
import { CrewDialog } from "./CrewDialog.tsx";
import { PlanDialog } from "./PlanDialog.tsx";
import style from "./roster.module.css";
import { ShiftCard } from "./ShiftCard.tsx";
import { useAsk } from "./useAsk.ts";

export type RosterView = "week" | "month";
type Props = {
  view: RosterView;
  /** Any day of the week or month shown. */
  day: Day;
  today: Day;
  now: number;
  shifts: readonly Shift[];
  staff: readonly Staff[];
  patterns: readonly Pattern[];
  /** The change that "undo" takes back. */
  undoable: number | null;
  canEdit: boolean;
};

const link = (view: RosterView, day: Day) => `/shifts?tab=roster&view=${view}&day=${day}`;

/** Who stands when: a week in detail or a month at a glance, with what is missing. */
export function Roster(props: Props) {
  const t = useText();
  const { view, day, today, now, shifts, canEdit } = props;
  const [chosen, setChosen] = useState<number>();
  const weeks = view === "week" ? [mondayOf(day)] : weeksOf(day);
  const shift = shifts.find((one) => one.id === chosen);
  const tired = tiredOf(shifts);
  return (
    <div className={style.roster}>
      <Bar {...props} />
      <Missing shifts={shifts} now={now} />
      <ul className={style.grid} data-view={view}>
        {weeks.flatMap((monday) =>
          Array.from({ length: 7 }, (_, n) => addDays(monday, n)).map((date, n) => {
            const own = shifts.filter((one) => one.day === date);
            const isOther = view === "month" && firstOfMonth(date) !== firstOfMonth(day);
            return (
              <li key={date} className={style.day} data-today={date === today} data-other={isOther}>
                <h3 className={style.date}>
                  <span>{t(`roster.day.${(n + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7}`)}</span>{" "}
                  {`${date.slice(8)}/${date.slice(5, 7)}`}
                </h3>
                {own.length === 0 && !isOther && <p className={style.none}>{t("roster.none")}</p>}
                {own.map((one) => (
                  <ShiftCard
                    key={one.id}
                    shift={one}
                    now={now}
                    tired={tired}
                    small={view === "month"}
                    onOpen={canEdit && one.endsAt > now ? () => setChosen(one.id) : undefined}
                  />
                ))}
              </li>
            );
          }),
        )}
      </ul>
      {shift && (
        <CrewDialog
          key={`${shift.id} ${shift.crew.map((one) => one.role + one.userId).join()}`}
          shift={shift}
          others={shifts.filter((one) => one.id !== shift.id && one.endsAt > now)}
          staff={props.staff}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}

function Bar({ view, day, today, patterns, undoable, canEdit }: Props) {
  const t = useText();
  const format = useFormat();
  const { ask, working } = useAsk();
  const monday = mondayOf(day);
  const [earlier, later] =
    view === "week" ? [addDays(monday, -7), addDays(monday, 7)] : [addMonths(day, -1), addMonths(day, 1)];
  const title =
    view === "week"
      ? t("roster.weekOf", { day: format.date(Date.parse(monday)) })
      : t("roster.monthOf", { month: Number(day.slice(5, 7)), year: day.slice(0, 4) });
  const roster = "/api/shifts/roster";
  return (
    <div className={style.bar}>
      <nav className={style.move} aria-label={t("roster.view")}>
        <Link
          className={buttonClass("outline", { icon: true })}
          href={link(view, earlier)}
          aria-label={t("roster.earlier")}
        >
          <ChevronLeft aria-hidden />
        </Link>
        <h2 className={style.title}>{title}</h2>
        <Link
          className={buttonClass("outline", { icon: true })}
          href={link(view, later)}
          aria-label={t("roster.later")}
        >
          <ChevronRight aria-hidden />
        </Link>
        <Link className={buttonClass("quiet")} href={link(view, today)}>
          {t("roster.today")}
        </Link>
        {(["week", "month"] as const).map((one) => (
          <Link
            key={one}
            className={buttonClass(one === view ? "solid" : "outline")}
            href={link(one, day)}
            aria-current={one === view ? "true" : undefined}
          >
            {t(`roster.${one}`)}
          </Link>
        ))}
      </nav>
      {canEdit && (
        <div className={style.acts}>
          <PlanDialog patterns={patterns} from={view === "week" ? monday : firstOfMonth(day)} />
          {view === "week" && (
            <>
              <Button
                disabled={working}
                onClick={() =>
                  ask<RosterDone>(
                    roster,
                    { type: "copy_week", from: monday, to: addDays(monday, 7) },
                    (done) => t("roster.copied", { crews: done.crews, made: done.made }),
                  )
                }
              >
                {t("roster.copy")}
              </Button>
              <Confirm
                trigger={<Button>{t("roster.clear")}</Button>}
                title={t("roster.clearAsk")}
                body={t("roster.clearBody")}
                action={t("roster.clear")}
                danger
                onConfirm={async () => {
                  await ask<RosterDone>(roster, { type: "clear", from: monday, days: 7 }, (done) =>
                    t("roster.cleared", { count: done.gone }),
                  );
                }}
              />
            </>
          )}
          <Button
            disabled={working || undoable === null}
            onClick={() => ask(roster, { type: "undo", change: undoable }, () => t("roster.undone"))}
          >
            <Undo2 aria-hidden />
            {t("roster.undo")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Missing({ shifts, now }: { shifts: readonly Shift[]; now: number }) {
  const t = useText();
  const format = useFormat();
  const gaps = shifts.filter((one) => one.endsAt > now && gapOf(one) !== null).length;
  const holes = holesOf(shifts).filter((hole) => hole.to > now);
  if (shifts.length === 0) return null;
  return (
    <div className={style.missing}>
      {gaps + holes.length === 0 ? <Tag>{t("roster.complete")}</Tag> : null}
      {gaps > 0 && <Tag tone="warn">{t("roster.gaps", { count: gaps })}</Tag>}
      {holes.length > 0 && (
        <Tag tone="bad">
          {t("roster.holes", {
            spans: holes
              .slice(0, 3)
              .map((hole) => `${format.date(hole.from)} ${format.clock(hole.from)}–${format.clock(hole.to)}`)
              .join("; "),
          })}
        </Tag>
      )}
    </div>
  );
}
