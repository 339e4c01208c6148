"use client";
import { useMemo } from "react";
import { useText } from "#components/shell/language.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import type { Look } from "#lib/protocol.ts";
import style from "./DeskList.module.css";
import { DeskRow } from "./DeskRow.tsx";
import { useLongList } from "./useLongList.ts";

export type DeskListProps = {
  rows: readonly AlertRow[];
  chosen: number | undefined;
  isReading: boolean;
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

/** Open alerts one below the other. */
export function DeskList({ rows, chosen, isReading, now, canAck, onChoose, onAck, ...more }: DeskListProps) {
  const t = useText();
  const keys = useMemo(() => rows.map((row) => row.id), [rows]);
  const at = keys.indexOf(chosen ?? 0);
  const { frame, list } = useLongList({ keys, at, chosen, isReading });

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
