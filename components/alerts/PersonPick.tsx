"use client";
import { useId } from "react";
import { useText } from "#components/shell/language.tsx";
import { mayReceive } from "#lib/alert/receive.ts";
import type { Person } from "#lib/user/model.ts";
import style from "./BulkDialog.module.css";
import { usePeople } from "./usePeople.ts";

type Props = { who: Person; to: string | null; onChange(to: string | null): void };

/** To whom many alerts can be given at once. */
export function PersonPick({ who, to, onChange }: Props) {
  const t = useText();
  const group = useId();
  const { people, failed } = usePeople(true);
  const able = people.filter((one) => mayReceive(who, one) === null);
  return (
    <fieldset className={style.people}>
      <legend>{t("act.assignTo")}</legend>
      {[{ userId: null, name: t("act.nobody") }, ...able].map(({ userId, name }) => {
        const value = userId && `user:${userId}`;
        return (
          <label key={userId}>
            <input type="radio" name={group} checked={to === value} onChange={() => onChange(value)} />
            {name}
          </label>
        );
      })}
      {failed && <p className={style.hint}>{t("act.noPeople")}</p>}
    </fieldset>
  );
}
