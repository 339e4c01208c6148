"use client";
import { memo, useMemo } from "react";
import { useText } from "#components/shell/language.tsx";
import { handOf, mayAct } from "#lib/alert/duty.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import type { Person } from "#lib/user/model.ts";
import type { Asking } from "./DeskActions.tsx";
import { DeskDetail } from "./DeskDetail.tsx";

type Props = Asking & { row: AlertRow; who: Person; onAck(row: AlertRow): void; onBack(): void };

/** Whether this person may acknowledge it now. */
export function canAcknowledge(who: Person, row: AlertRow): boolean {
  const isWaiting = row.response === "unack" && row.process !== "pending";
  return isWaiting && mayAct(handOf(who, row), "acknowledge", row) === null;
}

/** The detail, drawn again only when its own alert changed, not with each frame of the list. */
export const DeskPane = memo(function DeskPane({ row, who, onAck, onBack, asking, onAsking }: Props) {
  const t = useText();
  const hand = useMemo(() => handOf(who, row), [who, row]);
  const isAllowed = mayAct(hand, "acknowledge", row) === null;
  return (
    <DeskDetail
      row={row}
      who={who}
      hand={hand}
      asking={asking}
      onAsking={onAsking}
      canAck={canAcknowledge(who, row)}
      refusal={isAllowed ? undefined : t("desk.notYours", { role: t(`role.${who.role}`) })}
      onAck={() => onAck(row)}
      onBack={onBack}
    />
  );
});
