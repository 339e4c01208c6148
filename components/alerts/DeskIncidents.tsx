"use client";
import { useEffect, useMemo, useState } from "react";
import { useIncidents } from "#components/live/hooks.ts";
import { useText } from "#components/shell/language.tsx";
import type { IncidentRow } from "#lib/incident/model.ts";
import style from "./DeskIncidents.module.css";
import listStyle from "./DeskList.module.css";
import type { DeskListProps } from "./DeskList.tsx";
import { IncidentAlert } from "./IncidentAlert.tsx";
import { IncidentHead } from "./IncidentHead.tsx";
import { linesOf } from "./incidentLines.ts";
import { useAckMany } from "./useAckMany.ts";
import { useLongList } from "./useLongList.ts";

const NONE: readonly IncidentRow[] = [];

/** The desk by incident: alerts of one cause together, the first-out always in sight. */
export function DeskIncidents({ rows, chosen, isReading, now, canAck, onChoose, onAck }: DeskListProps) {
  const t = useText();
  const incidents = useIncidents()?.incidents ?? NONE;
  const acks = useAckMany();
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const lines = useMemo(() => linesOf(rows, incidents, (id) => opened.has(id)), [rows, incidents, opened]);
  const keys = useMemo(() => lines.map((line) => line.key), [lines]);
  const at = lines.findIndex((line) => line.kind === "alert" && line.row.id === chosen);
  const { frame, list } = useLongList({ keys, at, chosen, isReading });

  // A closed group opens for the alert that was chosen in it, by key or from elsewhere.
  const group = rows.find((row) => row.id === chosen)?.incidentId ?? null;
  useEffect(() => {
    if (group !== null) setOpened((before) => (before.has(group) ? before : new Set(before).add(group)));
  }, [group]);
  function toggle(id: number) {
    setOpened((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }

  return (
    <div ref={frame} className={listStyle.frame}>
      <ul
        className={listStyle.list}
        style={{ height: list.getTotalSize() }}
        aria-label={t("desk.incidents.list")}
      >
        {list.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            <li
              key={item.key}
              ref={list.measureElement}
              data-index={item.index}
              data-kind={line.kind}
              data-alert={line.kind === "alert" ? line.row.id : undefined}
              className={style.row}
              aria-current={line.kind === "alert" && line.row.id === chosen}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {line.kind === "incident" && (
                <IncidentHead
                  line={line}
                  now={now}
                  waiting={line.rows.filter(canAck)}
                  working={acks.working}
                  onToggle={() => toggle(line.incident.id)}
                  onAckAll={acks.acknowledge}
                />
              )}
              {line.kind === "loose" && (
                <h3 className={style.loose}>{t("desk.incidents.loose", { count: line.count })}</h3>
              )}
              {line.kind === "alert" && (
                <IncidentAlert
                  line={line}
                  now={now}
                  onChoose={onChoose}
                  onAck={canAck(line.row) ? onAck : undefined}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
