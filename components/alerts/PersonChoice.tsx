"use client";
import { useId } from "react";
import { useRegister } from "#components/live/hooks.ts";
import { useName, useText } from "#components/shell/language.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { type Colleague, mayReceive } from "#lib/alert/receive.ts";
import type { Person } from "#lib/user/model.ts";
import style from "./ActDialog.module.css";
import { usePeople } from "./usePeople.ts";

type Props = {
  row: AlertRow;
  who: Person;
  action: "assign" | "order";
  to: string | null;
  onChange(to: string | null): void;
};

/** Those to whom this person may give work: who is on duty first. */
export function PersonChoice({ row, who, action, to, onChange }: Props) {
  const t = useText();
  const name = useName();
  const register = useRegister();
  const group = useId();
  const { people, failed, loading } = usePeople(true);
  const able = people.filter((one) => mayReceive(who, one) === null).toSorted(byDuty);
  const nobody = t(action === "order" ? "story.dutyRoom" : "act.nobody");

  function about(one: Colleague): string {
    const agency = register?.agency(one.agencyId);
    return [t(`role.${one.role}`), agency && name(agency)].filter(Boolean).join(" · ");
  }

  return (
    <fieldset className={style.group}>
      <legend>{t(action === "order" ? "act.orderTo" : "act.assignTo")}</legend>
      <div className={style.people}>
        <label className={style.person}>
          <input type="radio" name={group} checked={to === null} onChange={() => onChange(null)} />
          <span>{nobody}</span>
        </label>
        {able.map((one) => (
          <label key={one.userId} className={style.person}>
            <input
              type="radio"
              name={group}
              checked={to === `user:${one.userId}`}
              onChange={() => onChange(`user:${one.userId}`)}
            />
            <span>
              {one.name} {one.userId === who.userId && <Tag>{t("admin.you")}</Tag>}
              {one.onDuty && <Tag>{t("act.onDuty")}</Tag>}
              {row.assignee === `user:${one.userId}` && <Tag>{t("act.holds")}</Tag>}
            </span>
            <span className={style.about}>{about(one)}</span>
          </label>
        ))}
      </div>
      {loading && <p className={style.hint}>{t("app.loading")}</p>}
      {failed && <p className={style.hint}>{t("act.noPeople")}</p>}
    </fieldset>
  );
}

function byDuty(a: Colleague, b: Colleague): number {
  return Number(b.onDuty === true) - Number(a.onDuty === true) || a.name.localeCompare(b.name, "vi");
}
