"use client";
import { type FormEvent, useState } from "react";
import { call, whyNot } from "#components/shell/call.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { Field } from "#components/ui/Field.tsx";
import { TextArea } from "#components/ui/TextArea.tsx";
import { type AlertAction, type Hand, possible } from "#lib/alert/duty.ts";
import { type AlertRow, isUrgent } from "#lib/alert/model.ts";
import style from "./DeskActions.module.css";

/** What a person may say or do after taking an alert; acknowledging has a button of its own. */
const OFFERED = ["start", "note", "close", "shelve", "unshelve"] as const satisfies readonly AlertAction[];
type Offered = (typeof OFFERED)[number];

type Props = { row: AlertRow; hand: Hand; now: number } & Asking;
/** Which act is being asked for, by a button or by a key of the desk. */
export type Asking = { asking: AlertAction | undefined; onAsking(action: AlertAction | undefined): void };

/** Only what the alert's state and this person's duty allow now. */
export function DeskActions({ row, hand, now, asking, onAsking }: Props) {
  const allowed = possible(row, hand, now);
  const offered = OFFERED.filter((action) => allowed.includes(action));
  if (offered.length === 0) return null;
  return (
    <div className={style.actions}>
      {offered.map((action) => (
        <Act
          key={action}
          action={action}
          row={row}
          open={asking === action}
          onOpenChange={(open) => onAsking(open ? action : undefined)}
        />
      ))}
    </div>
  );
}

type ActProps = { action: Offered; row: AlertRow; open: boolean; onOpenChange(open: boolean): void };

function Act({ action, row, open, onOpenChange }: ActProps) {
  const t = useText();
  const language = useLanguage();
  const [refused, setRefused] = useState<string>();
  const [working, setWorking] = useState(false);
  const required =
    action === "note" || action === "shelve" || (action === "close" && (row.latched || isUrgent(row.worst)));

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setWorking(true);
    const answer = await call("POST", `/api/alerts/${row.id}/events`, askOf(action, form, row.seq));
    setWorking(false);
    if (!answer.ok) return setRefused(whyNot(language, answer));
    setRefused(undefined);
    onOpenChange(false);
  }

  return (
    <Dialog
      title={t(`act.${action}`)}
      open={open}
      onOpenChange={onOpenChange}
      trigger={<Button>{t(`act.${action}`)}</Button>}
    >
      <form className={style.form} onSubmit={submit}>
        {action === "shelve" && (
          <Field
            label={t("act.minutes")}
            name="minutes"
            type="number"
            min={1}
            max={480}
            defaultValue={30}
            required
          />
        )}
        {action !== "unshelve" && (
          <TextArea
            label={t(action === "shelve" ? "act.why" : required ? "act.text" : "act.textOptional")}
            name="text"
            required={required}
            maxLength={2000}
          />
        )}
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <Button type="submit" look="solid" disabled={working} focusableWhenDisabled>
          {t(`act.${action}`)}
        </Button>
      </form>
    </Dialog>
  );
}

/** As the server wants it; an empty note is none. */
function askOf(action: Offered, form: FormData, seq: number) {
  const text = String(form.get("text") ?? "").trim();
  if (action === "note") return { type: action, seq, text };
  if (action === "shelve") return { type: action, seq, minutes: Number(form.get("minutes")), why: text };
  return text === "" ? { type: action, seq } : { type: action, seq, note: text };
}
