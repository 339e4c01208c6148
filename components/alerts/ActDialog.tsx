"use client";
import { type FormEvent, useState } from "react";
import { useLive } from "#components/live/hooks.ts";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { TextArea } from "#components/ui/TextArea.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import type { Person } from "#lib/user/model.ts";
import style from "./ActDialog.module.css";
import { AgencyChoice } from "./AgencyChoice.tsx";
import {
  askOf,
  type Draft,
  MAINTENANCE_PRESETS,
  mustSay,
  NO_DRAFT,
  type Offered,
  shelfPresets,
} from "./acts.ts";
import { MinutesChoice } from "./MinutesChoice.tsx";
import { PersonChoice } from "./PersonChoice.tsx";
import { useAct } from "./useAct.ts";
import { useActWords } from "./useActWords.ts";

type Props = {
  row: AlertRow;
  who: Person;
  action: Offered;
  /** Kept by the caller: what was written survives a refusal and a closed dialog. */
  draft: Draft;
  onDraft(draft: Draft): void;
  onClose(): void;
};

const REASONS = ["reason.fault", "reason.repair", "reason.onSite", "reason.twin", "reason.drill"] as const;

/** The form of one act. */
export function ActDialog({ row, who, action, draft, onDraft, onClose }: Props) {
  const t = useText();
  const words = useActWords(who.role);
  const act = useAct(row);
  const [refused, setRefused] = useState<string>();
  const second = action === "shelve" && row.priority === 1;
  const change = (more: Partial<Draft>) => onDraft({ ...draft, ...more });

  async function send(ask: object) {
    const why = await act.send(ask);
    setRefused(why);
    if (why) return;
    onDraft(NO_DRAFT);
    onClose();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void send(askOf(action, draft));
  }

  return (
    <Dialog
      title={second ? t("act.askShelf") : words(action)}
      open
      onOpenChange={(open) => !open && onClose()}
    >
      <form className={style.form} onSubmit={submit}>
        {second && <p className={style.hint}>{t("act.askShelfHint")}</p>}
        {action === "shelve" && (
          <Until
            minutes={draft.minutes}
            presets={shelfPresets(who.role)}
            onChange={(minutes) => change({ minutes })}
          />
        )}
        {action === "maintain" && (
          <Until
            minutes={draft.minutes}
            presets={MAINTENANCE_PRESETS}
            onChange={(minutes) => change({ minutes })}
          />
        )}
        {(action === "assign" || action === "order") && (
          <PersonChoice row={row} who={who} action={action} to={draft.to} onChange={(to) => change({ to })} />
        )}
        {action === "share" ? (
          <AgencyChoice
            row={row}
            to={draft.to}
            onChange={(to) => change({ to })}
            onEnd={(agency) => void send({ type: "share", with: agency, off: true })}
          />
        ) : (
          action !== "assign" && (
            <Said row={row} action={action} draft={draft} onText={(text) => change({ text })} />
          )
        )}
        <p role="alert" className={refused ? style.refused : "unseen"}>
          {refused}
        </p>
        <Button
          type="submit"
          look="solid"
          disabled={act.working || (action === "share" && draft.to === null)}
          focusableWhenDisabled
        >
          {second ? t("act.askShelf") : words(action)}
        </Button>
      </form>
    </Dialog>
  );
}

type SaidProps = { row: AlertRow; action: Offered; draft: Draft; onText(text: string): void };

function Said({ row, action, draft, onText }: SaidProps) {
  const t = useText();
  const required = mustSay(row, action);
  const hides = action === "shelve" || action === "suppress";
  const label = hides
    ? "act.why"
    : action === "maintain"
      ? "act.workOrder"
      : required
        ? "act.text"
        : "act.textOptional";
  return (
    <>
      {hides && (
        <div className={style.presets}>
          {REASONS.map((reason) => (
            <Button key={reason} look="outline" onClick={() => onText(t(reason))}>
              {t(reason)}
            </Button>
          ))}
        </div>
      )}
      <TextArea
        label={t(label)}
        name="text"
        value={draft.text}
        onChange={(event) => onText(event.target.value)}
        required={required}
        maxLength={2000}
        autoFocus
      />
    </>
  );
}

type UntilProps = { minutes: number; presets: readonly number[]; onChange(minutes: number): void };

function Until({ minutes, presets, onChange }: UntilProps) {
  const t = useText();
  const format = useFormat();
  const { store } = useLive();
  const now = store.now();
  return (
    <MinutesChoice
      label={t("act.howLong")}
      minutes={minutes}
      presets={presets}
      onChange={onChange}
      hint={t("act.until", { time: format.moment(now + minutes * 60_000, now) })}
    />
  );
}
