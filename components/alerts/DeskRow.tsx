"use client";
import { Check, PencilLine } from "lucide-react";
import { memo } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import type { Look } from "#lib/protocol.ts";
import { AlertItem } from "./AlertItem.tsx";
import style from "./DeskRow.module.css";
import { initialsOf } from "./initials.ts";

type Props = {
  row: AlertRow;
  now: number;
  canAck: boolean;
  selected: boolean;
  onChoose(id: number): void;
  onAck(row: AlertRow): void;
  onSelect: ((id: number, range: boolean) => void) | undefined;
  looks: readonly Look[] | undefined;
};

/** One alert in the list; drawn again only when something of it changed. */
export const DeskRow = memo(function DeskRow({ row, now, canAck, selected, looks, ...on }: Props) {
  const t = useText();
  return (
    <>
      {on.onSelect && (
        <label className={style.select}>
          <input
            type="checkbox"
            checked={selected}
            readOnly
            aria-label={t("bulk.select", { title: row.titleVi })}
            onClick={(event) => on.onSelect?.(row.id, event.shiftKey)}
          />
        </label>
      )}
      <button type="button" className={style.open} onClick={() => on.onChoose(row.id)}>
        <AlertItem row={row} now={now} />
      </button>
      {looks && <Looks looks={looks} />}
      {canAck && (
        <span className={style.ack}>
          <Button
            look="outline"
            icon
            aria-label={`${t("desk.ack")}: ${row.titleVi}`}
            onClick={() => on.onAck(row)}
          >
            <Check aria-hidden />
          </Button>
        </span>
      )}
    </>
  );
}, isSame);

const SHOWN = 2;

function Looks({ looks }: { looks: readonly Look[] }) {
  const t = useText();
  const said = looks.map(({ name, writing }) => t(writing ? "presence.writes" : "presence.looks", { name }));
  return (
    <span className={style.looks} role="img" aria-label={said.join("; ")} title={said.join("\n")}>
      {looks.slice(0, SHOWN).map(({ userId, name, writing }) => (
        <span key={userId} className={style.look} data-writing={writing}>
          {initialsOf(name)}
          {writing && <PencilLine aria-hidden />}
        </span>
      ))}
      {looks.length > SHOWN && <span className={style.look}>+{looks.length - SHOWN}</span>}
    </span>
  );
}

/** Lists of looks are made anew with each frame of them. */
function isSame(a: Props, b: Props): boolean {
  const { looks: before, ...one } = a;
  const { looks: after, ...two } = b;
  if (JSON.stringify(before) !== JSON.stringify(after)) return false;
  return (Object.keys(one) as (keyof typeof one)[]).every((key) => one[key] === two[key]);
}
