"use client";
import { ListChecks, X } from "lucide-react";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { BulkType } from "#lib/alert/acts.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import style from "./BulkBar.module.css";

type Props = {
  selected: readonly AlertRow[];
  /** How many the filter shows, on all pages. */
  matching: number;
  offers: readonly BulkType[];
  onAll(): void;
  onClear(): void;
  onAsk(action: BulkType): void;
};

/** What can be done with the alerts that are selected, or a way to select them all. */
export function BulkBar({ selected, matching, offers, onAll, onClear, onAsk }: Props) {
  const t = useText();
  const format = useFormat();
  if (selected.length === 0) return null;
  return (
    <div className={style.bar} role="toolbar" aria-label={t("bulk.title")}>
      <strong>{t("bulk.count", { count: format.number(selected.length) })}</strong>
      {selected.length < matching && (
        <Button look="quiet" onClick={onAll}>
          <ListChecks aria-hidden />
          {t("bulk.all", { count: format.number(matching) })}
        </Button>
      )}
      {offers.map((action) => (
        <Button key={action} onClick={() => onAsk(action)}>
          {action === "acknowledge" ? t("desk.ack") : t(`act.${action}`)}
        </Button>
      ))}
      <Button look="quiet" onClick={onClear}>
        <X aria-hidden />
        {t("bulk.clear")}
      </Button>
    </div>
  );
}
