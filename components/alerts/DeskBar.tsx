"use client";
import { X } from "lucide-react";
import { HiddenLine } from "#components/incidents/HiddenCounts.tsx";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { BellControl } from "./BellControl.tsx";
import style from "./Desk.module.css";
import { EVERYTHING, toQuery } from "./filter.ts";
import { ShortcutHelp } from "./ShortcutHelp.tsx";
import type { Filtering } from "./useFilter.ts";
import type { Bell } from "./useSound.ts";

type Props = {
  shown: number;
  total: number;
  filtering: Filtering;
  bell: Bell;
  help: boolean;
  onHelp(open: boolean): void;
};

/** How much of it all is listed, the bell, and the keys. */
export function DeskBar({ shown, total, filtering, bell, help, onHelp }: Props) {
  const t = useText();
  const format = useFormat();
  return (
    <div className={style.bar}>
      <span>
        {t("desk.shown", { shown: format.number(shown), total: format.number(total) })}
        <HiddenLine />
      </span>
      {toQuery(filtering.filter).size > 0 && (
        <Button look="quiet" onClick={() => filtering.change(EVERYTHING)}>
          <X aria-hidden />
          {t("desk.clear")}
        </Button>
      )}
      <BellControl bell={bell} />
      <ShortcutHelp open={help} onOpenChange={onHelp} />
    </div>
  );
}
