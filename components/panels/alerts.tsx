"use client";
import { useMemo } from "react";
import { z } from "zod";
import { AlertItem } from "#components/alerts/AlertItem.tsx";
import { Announcer } from "#components/alerts/Announcer.tsx";
import { PriorityCounts } from "#components/alerts/PriorityCounts.tsx";
import { HiddenLine } from "#components/incidents/HiddenCounts.tsx";
import { useAlerts, useIncidents, useNow } from "#components/live/hooks.ts";
import { useFormat, useName, useText, useWords } from "#components/shell/language.tsx";
import { type AlertRow, displayOf, waits } from "#lib/alert/model.ts";
import { inOrder } from "#lib/alert/order.ts";
import { hiddenTotal, type IncidentRow } from "#lib/incident/model.ts";
import style from "./alerts.module.css";
import { Frame } from "./Frame.tsx";
import { Note } from "./Note.tsx";
import { type Line, PagedList } from "./PagedList.tsx";
import { definePanel } from "./panel.ts";
import { Quiet } from "./Quiet.tsx";

const title = { vi: "Cảnh báo", en: "Alerts" };
const schema = z.strictObject({
  /** Most rows to draw; the panel turns pages of as many as fit. */
  limit: z.int().min(1).max(100).default(30),
});
const HIDDEN = new Set(["shelved", "suppressed", "maintenance"]);

const NONE: readonly AlertRow[] = [];
const NO_INCIDENTS: readonly IncidentRow[] = [];

function shown(all: readonly AlertRow[]): AlertRow[] {
  return inOrder(all.filter((row) => !HIDDEN.has(displayOf(row)) && displayOf(row) !== "pending"));
}

function Body({ config }: { config: z.output<typeof schema> }) {
  const t = useText();
  const words = useWords();
  const format = useFormat();
  const now = useNow(10_000);
  const payload = useAlerts();
  const all = payload?.alerts ?? NONE;
  const around = useIncidents();
  const open = useMemo(() => shown(all), [all]);
  const rows = open.slice(0, config.limit);
  const more = open.length - rows.length;
  const isHiding = around !== undefined && hiddenTotal(around.hidden) > 0;
  return (
    <Frame label={words(title)} title={words(title)} aside={<PriorityCounts rows={open} />} flush>
      <Announcer rows={all} />
      {payload && open.length === 0 && <Quiet text={t("alerts.quiet")} />}
      {!payload && <Note>{t("panel.loading")}</Note>}
      {(open.length > 0 || isHiding) && (
        <PagedList
          className={style.list}
          lines={linesOf(rows, around?.incidents ?? NO_INCIDENTS, now)}
          foot={
            (more > 0 || isHiding) && (
              <>
                {more > 0 && <span>{t("alerts.more", { count: format.number(more) })}</span>}
                <HiddenLine />
              </>
            )
          }
        />
      )}
    </Frame>
  );
}

/** One line an alert; the first of those of one incident that somebody has taken says which it is. */
function linesOf(rows: readonly AlertRow[], incidents: readonly IncidentRow[], now: number): Line[] {
  return rows.map((row, i): Line => {
    const before = rows[i - 1];
    const isHead = !waits(row) && (!before || waits(before) || before.incidentId !== row.incidentId);
    const incident = isHead ? incidents.find(({ id }) => id === row.incidentId) : undefined;
    return {
      key: row.id,
      isPinned: waits(row) && row.priority === 1,
      node: (
        <>
          {incident && <IncidentName incident={incident} />}
          <AlertItem row={row} now={now} />
        </>
      ),
    };
  });
}

function IncidentName({ incident }: { incident: IncidentRow }) {
  const t = useText();
  const name = useName();
  return (
    <p className={style.incident}>
      {name(incident)} · {t("incident.total", { count: incident.total })}
    </p>
  );
}

export default definePanel({
  id: "alerts",
  title,
  about: {
    vi: "Cảnh báo đang mở: chưa ai xác nhận trước, theo mức ưu tiên; còn lại theo tình huống. Danh sách dài tự lật trang.",
    en: "Open alerts: unacknowledged first, by priority; the rest by incident. A long list turns its own pages.",
  },
  schema,
  example: { limit: 20 },
  Body,
});
