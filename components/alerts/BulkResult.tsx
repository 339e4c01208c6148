"use client";
import { whyNot } from "#components/shell/call.ts";
import { useFormat, useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { objectOf } from "#lib/alert/sentence.ts";
import style from "./BulkDialog.module.css";
import { type Progress, type Refused, undoOf } from "./bulk.ts";
import { titleOf } from "./words.ts";

type Props = {
  progress: Progress;
  rows: readonly AlertRow[];
  onUndo(progress: Progress): Promise<void>;
  onClose(): void;
};

/** How far it is, then what was refused and why. */
export function BulkResult({ progress, rows, onUndo, onClose }: Props) {
  const t = useText();
  const format = useFormat();
  const { ask, total, done, refused, unsent, over } = progress;
  const answered = done.length + refused.length;
  const figures = { done: format.number(done.length), total: format.number(total) };
  return (
    <div className={style.form}>
      <progress className={style.progress} max={total} value={answered} aria-label={t("bulk.progress")} />
      <p className={style.figures} role="status">
        {t(over ? "bulk.done" : "bulk.working", figures)}
      </p>
      {unsent > 0 && <p role="alert">{t("bulk.unsent", { count: format.number(unsent) })}</p>}
      {refused.length > 0 && <RefusedList refused={refused} rows={rows} />}
      {over && (
        <>
          {undoOf(ask) && done.length > 0 && (
            <Button onClick={() => void onUndo(progress)}>{t("bulk.undo", { count: done.length })}</Button>
          )}
          <Button look="solid" onClick={onClose}>
            {t("app.close")}
          </Button>
        </>
      )}
    </div>
  );
}

/** Thousands of lines help nobody; the alerts themselves stay in the list. */
const LISTED = 200;

function RefusedList({ refused, rows }: { refused: readonly Refused[]; rows: readonly AlertRow[] }) {
  const t = useText();
  const language = useLanguage();
  const format = useFormat();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (
    <section>
      <p className={style.figures}>
        <strong>{t("bulk.refused", { count: format.number(refused.length) })}</strong>
      </p>
      <ul className={style.rows}>
        {refused.slice(0, LISTED).map(({ id, reason, name }) => {
          const row = byId.get(id);
          return (
            <li key={id}>
              {row ? `${objectOf(row, language)} · ${titleOf(row, language)}` : id}
              <span>
                {whyNot(language, { status: 409, reason })} {name && `(${name})`}
              </span>
            </li>
          );
        })}
        {refused.length > LISTED && (
          <li>{t("bulk.more", { count: format.number(refused.length - LISTED) })}</li>
        )}
      </ul>
    </section>
  );
}
