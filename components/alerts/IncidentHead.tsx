"use client";
import { CheckCheck, ChevronDown, ChevronRight, FlaskConical } from "lucide-react";
import { useFormat, useName, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { type AlertRow, rings } from "#lib/alert/model.ts";
import style from "./DeskIncidents.module.css";
import type { Line } from "./incidentLines.ts";
import { PriorityMark } from "./PriorityMark.tsx";

type Props = {
  line: Extract<Line, { kind: "incident" }>;
  now: number;
  /** Those of its alerts that this reader may acknowledge now. */
  waiting: readonly AlertRow[];
  working: boolean;
  onToggle(): void;
  onAckAll(rows: readonly AlertRow[]): void;
};

/** One cause: how bad, how many, since when; acknowledged as a whole. */
export function IncidentHead({
  line: { incident, rows, open },
  now,
  waiting,
  working,
  onToggle,
  onAckAll,
}: Props) {
  const t = useText();
  const format = useFormat();
  const name = useName();
  const ringing = rows.filter(rings).length;
  const Arrow = open ? ChevronDown : ChevronRight;
  return (
    <div className={style.head}>
      <button type="button" className={style.fold} aria-expanded={open} onClick={onToggle}>
        <Arrow aria-hidden className={style.arrow} />
        {incident.worst && (
          <PriorityMark
            priority={incident.worst}
            look={ringing > 0 ? "flashing" : "solid"}
            className={style.mark}
          />
        )}
        <span className={style.names}>
          <span className={style.name}>
            {name(incident)}
            {incident.simulated && (
              <FlaskConical className={style.simulated} role="img" aria-label={t("app.simulated")} />
            )}
          </span>
          <span className={style.about}>
            {t("desk.incidents.counts", { shown: rows.length, total: incident.total })}
            {ringing > 0 && ` · ${t("alerts.unacked", { count: ringing })}`}
            {` · ${t("desk.incidents.since", { span: format.span(now - incident.openedAt) })}`}
          </span>
        </span>
      </button>
      {waiting.length > 0 && (
        <Button
          disabled={working}
          focusableWhenDisabled
          aria-label={t("desk.incidents.ackAllOf", { name: name(incident), count: waiting.length })}
          onClick={() => onAckAll(waiting)}
        >
          <CheckCheck aria-hidden />
          {t("desk.incidents.ackAll", { count: waiting.length })}
        </Button>
      )}
    </div>
  );
}
