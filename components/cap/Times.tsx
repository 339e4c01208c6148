"use client";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { localField, msOfField } from "#components/ui/localField.ts";
import type { Content } from "#lib/cap/model.ts";
import style from "./sheet.module.css";

type Props = { content: Content; now: number; onChange(more: Partial<Content>): void };

const HOUR_MS = 3_600_000;
const HOURS = [3, 6, 12, 24] as const;

/** From when and until when, in the province's own time whatever this machine's zone is. */
export function Times({ content, now, onChange }: Props) {
  const t = useText();
  return (
    <fieldset className={style.part}>
      <legend>{t("cap.times")}</legend>
      <div className={style.grid}>
        <Moment label={t("cap.onset")} value={content.onset} onChange={(onset) => onChange({ onset })} />
        <Moment
          label={t("cap.expires")}
          value={content.expires}
          onChange={(expires) => onChange({ expires })}
        />
      </div>
      <div className={style.row}>
        {HOURS.map((hours) => (
          <Button
            key={hours}
            look="quiet"
            onClick={() => onChange({ expires: (content.onset ?? now) + hours * HOUR_MS })}
          >
            {t("cap.holds", { hours })}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

function Moment({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | null;
  onChange(ms: number | null): void;
}) {
  return (
    <label className={style.field}>
      <span className={style.label}>{label}</span>
      <input
        type="datetime-local"
        className={style.input}
        value={value === null ? "" : localField(value)}
        onChange={(event) => onChange(msOfField(event.target.value))}
      />
    </label>
  );
}
