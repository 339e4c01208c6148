"use client";
import { useId, useState } from "react";
import { Button } from "#components/ui/Button.tsx";
import type { AlertAction, Hand } from "#lib/alert/duty.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import type { Person } from "#lib/user/model.ts";
import { ActDialog } from "./ActDialog.tsx";
import { AT_ONCE, type Draft, NO_DRAFT, type Offer, type Offered, offersOf } from "./acts.ts";
import style from "./DeskActions.module.css";
import { useAct } from "./useAct.ts";
import { useActWords } from "./useActWords.ts";

/** Which act is being asked for, by a button or by a key of the desk. */
export type Asking = { asking: AlertAction | undefined; onAsking(action: AlertAction | undefined): void };
type Props = Asking & { row: AlertRow; who: Person; hand: Hand; now: number };

/** What this person may do; what cannot be done yet says why. Give it the alert's id as key: drafts are the alert's. */
export function DeskActions({ row, who, hand, now, asking, onAsking }: Props) {
  const words = useActWords(hand.role);
  const act = useAct(row);
  const line = useId();
  const [told, setTold] = useState<Offer>();
  const [drafts, setDrafts] = useState<{ [action in Offered]?: Draft }>({});
  const offers = offersOf(row, hand, now);
  const asked = offers.find((offer) => offer.action === asking && offer.why === null)?.action;
  const waiting = offers.find((offer) => offer.action === told?.action && offer.why !== null);

  function press({ action, why }: Offer) {
    if (why !== null) return;
    if (AT_ONCE.includes(action)) void act.now({ type: action }, words(action));
    else onAsking(action);
  }

  return (
    <>
      <div className={style.actions}>
        {offers.map((offer) => (
          <Button
            key={offer.action}
            data-act={offer.action}
            disabled={offer.why !== null || act.working}
            focusableWhenDisabled
            aria-describedby={offer.why === null ? undefined : line}
            onFocus={() => setTold(offer)}
            onPointerEnter={() => setTold(offer)}
            onClick={() => press(offer)}
          >
            {words(offer.action)}
          </Button>
        ))}
      </div>
      <p id={line} className={style.why} role="status">
        {waiting?.why && `${words(waiting.action)}: ${words.reason(waiting.why)}`}
      </p>
      {asked && (
        <ActDialog
          row={row}
          who={who}
          action={asked}
          draft={drafts[asked] ?? NO_DRAFT}
          onDraft={(draft) => setDrafts((before) => ({ ...before, [asked]: draft }))}
          onClose={() => onAsking(undefined)}
        />
      )}
    </>
  );
}
