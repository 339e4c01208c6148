"use client";
import { useText } from "#components/shell/language.tsx";
import type { WarningText } from "#lib/cap/model.ts";
import style from "./sheet.module.css";

type Props = { language: "vi" | "en"; text: WarningText; onChange(next: WarningText): void };

const FIELDS = [
  { name: "event", lines: 1, most: 80 },
  { name: "headline", lines: 2, most: 160 },
  { name: "description", lines: 5, most: 4_000 },
  { name: "instruction", lines: 4, most: 2_000 },
] as const;

/** What people will read, in one language, each field with how much room is left. */
export function TextPart({ language, text, onChange }: Props) {
  const t = useText();
  return (
    <fieldset className={style.part}>
      <legend>{t(`cap.text.${language}`)}</legend>
      {FIELDS.map(({ name, lines, most }) => (
        <label key={name} className={style.field}>
          <span className={style.label}>
            {t(`cap.${name}`)}
            <span className={style.room}>{t("cap.room", { used: text[name].length, most })}</span>
          </span>
          <textarea
            className={style.input}
            lang={language}
            rows={lines}
            maxLength={most}
            value={text[name]}
            onChange={(event) => onChange({ ...text, [name]: event.target.value })}
          />
        </label>
      ))}
    </fieldset>
  );
}
