"use client";
import { type FormEvent, useState } from "react";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { TextArea } from "#components/ui/TextArea.tsx";
import type { BulkAsk, BulkType } from "#lib/alert/acts.ts";
import { longestShelf } from "#lib/alert/duty.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import type { Person } from "#lib/user/model.ts";
import { askOf, type Draft, NO_DRAFT, shelfPresets } from "./acts.ts";
import style from "./BulkDialog.module.css";
import { BulkResult } from "./BulkResult.tsx";
import { urgentOf } from "./bulk.ts";
import { MinutesChoice } from "./MinutesChoice.tsx";
import { PersonPick } from "./PersonPick.tsx";
import { UrgentList } from "./UrgentList.tsx";
import type { useBulk } from "./useBulk.ts";

type Props = {
  action: BulkType;
  /** As they were when it was asked for; what happens meanwhile the server judges. */
  rows: readonly AlertRow[];
  who: Person;
  bulk: ReturnType<typeof useBulk>;
  onClose(): void;
};

/** One act on many alerts: what has to be said, those of priority 1 by name, then how it went. */
export function BulkDialog({ action, rows, who, bulk, onClose }: Props) {
  const t = useText();
  const [draft, setDraft] = useState<Draft>(NO_DRAFT);
  const change = (more: Partial<Draft>) => setDraft({ ...draft, ...more });
  const name = action === "acknowledge" ? t("desk.ack") : t(`act.${action}`);
  const urgent = urgentOf(rows);

  function submit(event: FormEvent) {
    event.preventDefault();
    void bulk.run(rows, bulkAsk(action, draft));
  }

  return (
    <Dialog
      title={t("bulk.act", { act: name, count: rows.length })}
      open
      onOpenChange={(open) => !open && onClose()}
    >
      {bulk.progress ? (
        <BulkResult progress={bulk.progress} rows={rows} onUndo={bulk.undo} onClose={onClose} />
      ) : (
        <form className={style.form} onSubmit={submit}>
          {action === "shelve" && (
            <MinutesChoice
              label={t("act.howLong")}
              hint=""
              minutes={draft.minutes}
              presets={shelfPresets(who.role).filter((m) => m <= longestShelf(who.role))}
              onChange={(minutes) => change({ minutes })}
            />
          )}
          {action === "assign" && <PersonPick who={who} to={draft.to} onChange={(to) => change({ to })} />}
          {action !== "assign" && (
            <TextArea
              label={t(action === "shelve" ? "act.why" : action === "note" ? "act.text" : "act.textOptional")}
              name="text"
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
              required={action !== "acknowledge"}
              maxLength={2000}
            />
          )}
          {urgent.length > 0 && <UrgentList rows={urgent} />}
          {action === "acknowledge" && <p className={style.hint}>{t("bulk.noUndo")}</p>}
          <Button type="submit" look="solid">
            {urgent.length > 0 ? t("bulk.actUrgent", { act: name, count: urgent.length }) : name}
          </Button>
        </form>
      )}
    </Dialog>
  );
}

function bulkAsk(action: BulkType, draft: Draft): BulkAsk {
  const text = draft.text.trim();
  if (action === "acknowledge") return text === "" ? { type: action } : { type: action, note: text };
  return askOf(action, draft) as BulkAsk;
}
