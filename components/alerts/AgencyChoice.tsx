"use client";
import { useRegister } from "#components/live/hooks.ts";
import { useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Select } from "#components/ui/Select.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import style from "./ActDialog.module.css";

type Props = {
  row: AlertRow;
  to: string | null;
  onChange(to: string): void;
  /** Shares it no longer with this agency. */
  onEnd(agency: string): void;
};

/** With which agency to share; those with which it is shared can be taken off. */
export function AgencyChoice({ row, to, onChange, onEnd }: Props) {
  const t = useText();
  const name = useName();
  const register = useRegister();
  const all = register?.payload.agencies ?? [];
  const free = all.filter(({ id }) => id !== row.agencyId && !row.sharedWith.includes(id));
  return (
    <>
      {row.sharedWith.length > 0 && (
        <ul className={style.shared} aria-label={t("share.now")}>
          {row.sharedWith.map((id) => {
            const agency = register?.agency(id);
            const named = agency ? name(agency) : id;
            return (
              <li key={id}>
                <span>{named}</span>
                <Button look="quiet" aria-label={`${t("share.end")}: ${named}`} onClick={() => onEnd(id)}>
                  {t("share.end")}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <p className={style.hint}>{t("share.hint")}</p>
      <Select
        label={t("share.with")}
        value={to ?? ""}
        options={[
          { value: "", label: t("share.choose") },
          ...free.map((agency) => ({ value: agency.id, label: name(agency) })),
        ]}
        onChange={(id) => onChange(id)}
      />
    </>
  );
}
