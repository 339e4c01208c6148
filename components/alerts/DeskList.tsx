"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useRem } from "#components/charts/useRem.ts";
import { useText } from "#components/shell/language.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import type { Look } from "#lib/protocol.ts";
import style from "./DeskList.module.css";
import { DeskRow } from "./DeskRow.tsx";

export type DeskListProps = {
  rows: readonly AlertRow[];
  chosen: number | undefined;
  now: number;
  canAck(row: AlertRow): boolean;
  onChoose(id: number): void;
  onAck(row: AlertRow): void;
  /** Chosen for one act together. */
  selected?: ReadonlySet<number>;
  /** `range`: all from the last one on. */
  onSelect?(id: number, range: boolean): void;
  /** Who else looks at which alert. */
  looks?: ReadonlyMap<number, readonly Look[]>;
};

/** Thousands of alerts cost no more than the dozen on screen. */
export function DeskList({ rows, chosen, now, canAck, onChoose, onAck, ...more }: DeskListProps) {
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

  // On a phone the detail covers the list: whoever comes back finds the chosen alert where it stands by now.
  const isDrawn = (list.scrollRect?.height ?? 0) > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen one is kept in view when it changes, not at each scroll
  useEffect(() => {
    const at = rows.findIndex((row) => row.id === chosen);
    if (isDrawn && at >= 0) list.scrollToIndex(at, { align: "auto" });
  }, [chosen, isDrawn]);

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
              <DeskRow
                row={row}
                now={now}
                canAck={canAck(row)}
                onChoose={onChoose}
                onAck={onAck}
                selected={more.selected?.has(row.id) ?? false}
                onSelect={more.onSelect}
                looks={more.looks?.get(row.id)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
