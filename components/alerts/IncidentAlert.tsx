"use client";
import { Check } from "lucide-react";
import { useLanguage, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { AlertItem } from "./AlertItem.tsx";
import style from "./DeskIncidents.module.css";
import type { Line } from "./incidentLines.ts";
import { titleOf } from "./words.ts";

type Props = {
  line: Extract<Line, { kind: "alert" }>;
  now: number;
  onChoose(id: number): void;
  /** Left out: there is nothing to acknowledge for this reader. */
  onAck?: (row: AlertRow) => void;
};

/** An alert in the list by incident; the first-out says that it is. */
export function IncidentAlert({ line: { row, first, inside }, now, onChoose, onAck }: Props) {
  const t = useText();
  const language = useLanguage();
  return (
    <div className={style.alert} data-inside={inside}>
      <button type="button" className={style.open} onClick={() => onChoose(row.id)}>
        {first && (
          <span className={style.first}>
            <Tag>{t("desk.incidents.firstOut")}</Tag>
          </span>
        )}
        <AlertItem row={row} now={now} />
      </button>
      {onAck && (
        <Button icon aria-label={`${t("desk.ack")}: ${titleOf(row, language)}`} onClick={() => onAck(row)}>
          <Check aria-hidden />
        </Button>
      )}
    </div>
  );
}
