"use client";
import { useFormat, useName, useText } from "#components/shell/language.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { gapOf, type Shift } from "#lib/shift/model.ts";
import style from "./roster.module.css";

type Props = {
  shift: Shift;
  now: number;
  tired: ReadonlySet<string>;
  small: boolean;
  onOpen?(): void;
};

/** One shift on the roster: its time, its people, what it lacks. */
export function ShiftCard({ shift, now, tired, small, onOpen }: Props) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const gap = shift.endsAt > now ? gapOf(shift) : null;
  const running = shift.startsAt <= now && now < shift.endsAt;
  const body = (
    <>
      <span className={style.time}>
        {small
          ? format.clock(shift.startsAt)
          : `${format.clock(shift.startsAt)}–${format.clock(shift.endsAt)}`}{" "}
        <span className={style.name}>{name(shift)}</span>
      </span>
      <span className={style.crew}>
        {shift.crew.map((member) => (
          <span key={member.userId} className={style.person} data-role={member.role} data-able={member.able}>
            {member.role === "lead" && <abbr title={t("shifts.lead")}>★</abbr>} {member.name}
            {!member.able && <Tag tone="warn">{t("roster.unable")}</Tag>}
            {tired.has(`${shift.id} ${member.userId}`) && !small && (
              <Tag tone="warn">{t("roster.tired")}</Tag>
            )}
          </span>
        ))}
        {gap && <Tag tone="warn">{t(`roster.gap.${gap}`)}</Tag>}
      </span>
    </>
  );
  if (!onOpen) {
    return (
      <div className={style.card} data-running={running} data-over={shift.endsAt <= now}>
        {body}
      </div>
    );
  }
  return (
    <button type="button" className={style.card} data-running={running} onClick={onOpen}>
      {body}
    </button>
  );
}
