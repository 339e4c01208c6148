"use client";
import { useLanguage, useText } from "#components/shell/language.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { objectOf } from "#lib/alert/sentence.ts";
import style from "./BulkDialog.module.css";
import { titleOf } from "./words.ts";

/** Alerts of priority 1 by name: nobody answers them in passing. */
export function UrgentList({ rows }: { rows: readonly AlertRow[] }) {
  const t = useText();
  const language = useLanguage();
  return (
    <section>
      <p className={style.figures}>
        <strong>{t("bulk.urgent", { count: rows.length })}</strong>
      </p>
      <ul className={style.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            {objectOf(row, language)}
            <span>{titleOf(row, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
