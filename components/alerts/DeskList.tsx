"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Check } from "lucide-react";
import { useEffect, useRef } from "react";
import { useRem } from "#components/charts/useRem.ts";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { AlertItem } from "./AlertItem.tsx";
import style from "./DeskList.module.css";

export type DeskListProps = {
  rows: readonly AlertRow[];
  chosen: number | undefined;
  now: number;
  canAck(row: AlertRow): boolean;
  onChoose(id: number): void;
  onAck(row: AlertRow): void;
};

/** Thousands of alerts cost no more than the dozen on screen. */
export function DeskList({ rows, chosen, now, canAck, onChoose, onAck }: DeskListProps) {
  const t = useText();
  const rem = useRem();
  const frame = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 4.5 * rem,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  });
  const at = rows.findIndex((row) => row.id === chosen);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen one is kept in view when it changes, not at each scroll
  useEffect(() => {
    if (at >= 0) list.scrollToIndex(at, { align: "auto" });
  }, [chosen]);

  return (
    <div ref={frame} className={style.frame}>
      <ul className={style.list} style={{ height: list.getTotalSize() }} aria-label={t("desk.list")}>
        {list.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <li
              key={item.key}
              ref={list.measureElement}
              data-index={item.index}
              data-alert={row.id}
              className={style.row}
              aria-current={row.id === chosen}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <button type="button" className={style.open} onClick={() => onChoose(row.id)}>
                <AlertItem row={row} now={now} />
              </button>
              {canAck(row) && (
                <Button
                  look="outline"
                  icon
                  aria-label={`${t("desk.ack")}: ${row.titleVi}`}
                  onClick={() => onAck(row)}
                >
                  <Check aria-hidden />
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
