"use client";
import { X } from "lucide-react";
import { HiddenLine } from "#components/incidents/HiddenCounts.tsx";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { BellControl } from "./BellControl.tsx";
import style from "./Desk.module.css";
import { EVERYTHING, toQuery } from "./filter.ts";
import { MoreFilters } from "./MoreFilters.tsx";
import { SavedFiltersMenu } from "./SavedFiltersMenu.tsx";
import { ShortcutHelp } from "./ShortcutHelp.tsx";
import type { Filtering } from "./useFilter.ts";
import type { Bell } from "./useSound.ts";

type Props = {
  shown: number;
  all: readonly AlertRow[];
  units: Readonly<Record<string, string>>;
  filtering: Filtering;
  bell: Bell;
  help: boolean;
  onHelp(open: boolean): void;
};

/** How much of it all is listed, rarer filters, the bell, and the keys. */
export function DeskBar({ shown, all, units, filtering, bell, help, onHelp }: Props) {
  const t = useText();
  const format = useFormat();
  const { filter, change, kept, keepAs } = filtering;
  return (
    <div className={style.bar}>
      <span>
        {t("desk.shown", { shown: format.number(shown), total: format.number(all.length) })}
        <HiddenLine />
      </span>
      {toQuery(filter).size > 0 && (
        <Button look="quiet" onClick={() => change(EVERYTHING)}>
          <X aria-hidden />
          {t("desk.clear")}
        </Button>
      )}
      <MoreFilters filter={filter} rows={all} units={units} onChange={change} />
      <SavedFiltersMenu filter={filter} kept={kept} onChange={change} onKeep={keepAs} />
      <BellControl bell={bell} />
      <ShortcutHelp open={help} onOpenChange={onHelp} />
    </div>
  );
}
