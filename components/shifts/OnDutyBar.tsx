"use client";
import { useFormat, useName, useText } from "#components/shell/language.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { gapOf, type Shift } from "#lib/shift/model.ts";
import style from "./shifts.module.css";

/** Who is on duty now, beside the title of the page. */
export function OnDutyBar({ shift }: { shift: Shift | null }) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  if (!shift) return <Tag tone="warn">{t("shifts.noShift")}</Tag>;
  const gap = gapOf(shift);
  return (
    <p className={style.now}>
      <span className={style.faint}>
        {t("shifts.now")}: {name(shift)} {t("shifts.until", { time: format.clock(shift.endsAt) })}
      </span>
      {shift.crew.map((member) => (
        <span key={member.userId} className={style.person}>
          {member.role === "lead" && <abbr title={t("shifts.lead")}>★</abbr>} {member.name}
        </span>
      ))}
      {gap && <Tag tone="warn">{t(`roster.gap.${gap}`)}</Tag>}
    </p>
  );
}
