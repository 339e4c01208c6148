"use client";
import { useText } from "#components/shell/language.tsx";
import { type AlertRow, displayOf, PRIORITIES, rings } from "#lib/alert/model.ts";
import style from "./PriorityCounts.module.css";
import { PriorityMark } from "./PriorityMark.tsx";

/** How many of each priority stand, and whether any of them still waits for somebody. */
export function PriorityCounts({ rows }: { rows: readonly AlertRow[] }) {
  const t = useText();
  return (
    <ul className={style.counts} aria-label={t("alerts.byPriority")}>
      {PRIORITIES.map((priority) => {
        const mine = rows.filter((row) => row.priority === priority && displayOf(row) !== "pending");
        const look = mine.some(rings) ? "flashing" : mine.length > 0 ? "solid" : "faded";
        return (
          <li key={priority} data-any={mine.length > 0}>
            <PriorityMark priority={priority} look={look} />
            <span className="figures">{mine.length}</span>
          </li>
        );
      })}
    </ul>
  );
}
