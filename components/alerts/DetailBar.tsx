"use client";
import { Check, Ellipsis } from "lucide-react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Menu, MenuItem } from "#components/ui/Menu.tsx";
import type { AlertAction, Hand } from "#lib/alert/duty.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { AT_ONCE, type Offered, offersOf } from "./acts.ts";
import style from "./DetailBar.module.css";
import { useAct } from "./useAct.ts";
import { useActWords } from "./useActWords.ts";

type Props = {
  row: AlertRow;
  hand: Hand;
  now: number;
  onAck?: () => void;
  onAsking(action: AlertAction): void;
};

/** On a phone: the next act at the lower edge, the others one tap away. */
export function DetailBar({ row, hand, now, onAck, onAsking }: Props) {
  const t = useText();
  const words = useActWords(hand.role);
  const act = useAct(row);
  const free = offersOf(row, hand, now).filter((offer) => offer.why === null);
  const [next, ...others] = onAck ? [undefined, ...free] : free;
  if (!onAck && !next) return null;

  function press(action: Offered) {
    if (AT_ONCE.includes(action)) void act.now({ type: action }, words(action));
    else onAsking(action);
  }

  return (
    <div className={style.bar}>
      {onAck ? (
        <Button look="solid" wide onClick={onAck}>
          <Check aria-hidden />
          {t("desk.ack")}
        </Button>
      ) : (
        next && (
          <Button
            look="solid"
            wide
            disabled={act.working}
            focusableWhenDisabled
            onClick={() => press(next.action)}
          >
            {words(next.action)}
          </Button>
        )
      )}
      {others.length > 0 && (
        <Menu
          trigger={
            <Button icon aria-label={t("desk.more")}>
              <Ellipsis aria-hidden />
            </Button>
          }
        >
          {others.map(
            (offer) =>
              offer && (
                <MenuItem key={offer.action} onClick={() => press(offer.action)}>
                  {words(offer.action)}
                </MenuItem>
              ),
          )}
        </Menu>
      )}
    </div>
  );
}
