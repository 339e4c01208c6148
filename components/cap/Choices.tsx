"use client";
import { useText } from "#components/shell/language.tsx";
import { Select } from "#components/ui/Select.tsx";
import {
  CATEGORIES,
  CERTAINTIES,
  type Content,
  RESPONSES,
  SEVERITIES,
  STATUSES,
  URGENCIES,
} from "#lib/cap/model.ts";
import style from "./sheet.module.css";

type Props = {
  content: Content /** It may not become an actual one. */;
  simulated: boolean;
  onChange(more: Partial<Content>): void;
};

const SCALES = [
  ["category", CATEGORIES],
  ["urgency", URGENCIES],
  ["severity", SEVERITIES],
  ["certainty", CERTAINTIES],
] as const;

/** The coded half of a warning: for real or not, of what kind, how bad, how sure, what to do. */
export function Choices({ content, simulated, onChange }: Props) {
  const t = useText();
  const risks = ["0", "1", "2", "3", "4", "5"] as const;
  return (
    <fieldset className={style.part}>
      <legend>{t("cap.choices")}</legend>
      <div className={style.status} role="radiogroup" aria-label={t("cap.statusLabel")}>
        {STATUSES.map((status) => (
          <label key={status} data-status={status}>
            <input
              type="radio"
              name="status"
              checked={content.status === status}
              disabled={simulated && status === "Actual"}
              onChange={() => onChange({ status })}
            />
            {t(`cap.status.${status}`)}
          </label>
        ))}
      </div>
      {simulated && <p className={style.hint}>{t("cap.simulatedOnly")}</p>}
      <div className={style.grid}>
        {SCALES.map(([field, values]) => (
          <Select
            key={field}
            label={t(`cap.${field}`)}
            value={content[field] as string}
            options={values.map((value) => ({
              value: value as string,
              label: t(`cap.${field}.${value}` as "cap.urgency.Past"),
            }))}
            onChange={(value) => onChange({ [field]: value } as Partial<Content>)}
          />
        ))}
        <Select
          label={t("cap.riskLevel")}
          value={String(content.riskLevel ?? 0) as (typeof risks)[number]}
          options={risks.map((value) => ({
            value,
            label: value === "0" ? t("cap.noRisk") : t("cap.risk", { n: value }),
          }))}
          onChange={(value) => onChange({ riskLevel: value === "0" ? null : Number(value) })}
        />
      </div>
      <div className={style.responses}>
        <p className={style.label}>{t("cap.responses")}</p>
        {RESPONSES.map((response) => (
          <label key={response}>
            <input
              type="checkbox"
              checked={content.responses.includes(response)}
              onChange={(event) =>
                onChange({
                  responses: event.target.checked
                    ? [...content.responses, response]
                    : content.responses.filter((one) => one !== response),
                })
              }
            />
            {t(`cap.response.${response}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
