"use client";
import { useMemo } from "react";
import { z } from "zod";
import { AlertItem } from "#components/alerts/AlertItem.tsx";
import { Announcer } from "#components/alerts/Announcer.tsx";
import { PriorityCounts } from "#components/alerts/PriorityCounts.tsx";
import { HiddenLine } from "#components/incidents/HiddenCounts.tsx";
import { useAlerts, useIncidents, useNow } from "#components/live/hooks.ts";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
import { type AlertRow, byUrgency, displayOf } from "#lib/alert/model.ts";
import { hiddenTotal } from "#lib/incident/model.ts";
import style from "./alerts.module.css";
import { Frame } from "./Frame.tsx";
import { Note } from "./Note.tsx";
import { definePanel } from "./panel.ts";
import { useFit } from "./useFit.ts";

const title = { vi: "Cảnh báo", en: "Alerts" };
const schema = z.strictObject({
  /** Most rows to draw; the panel shows as many of them as fit. */
  limit: z.int().min(1).max(100).default(30),
});
const HIDDEN = new Set(["shelved", "suppressed", "maintenance"]);

const NONE: readonly AlertRow[] = [];

function sorted(all: readonly AlertRow[]): AlertRow[] {
  return all.filter((row) => !HIDDEN.has(displayOf(row)) && displayOf(row) !== "pending").sort(byUrgency);
}

function Body({ config }: { config: z.output<typeof schema> }) {
  const t = useText();
  const words = useWords();
  const format = useFormat();
  const now = useNow(10_000);
  const payload = useAlerts();
  const all = payload?.alerts ?? NONE;
  const hidden = useIncidents()?.hidden;
  const open = useMemo(() => sorted(all), [all]);
  const rows = open.slice(0, config.limit);
  const { list, fit } = useFit<HTMLUListElement>(rows.length);
  const more = open.length - Math.min(fit, rows.length);
  return (
    <Frame label={words(title)} title={words(title)} aside={<PriorityCounts rows={open} />} flush>
      <Announcer rows={all} />
      {payload && open.length === 0 && (
        <Note>
          {t("alerts.quiet")}
          <br />
          {t("alerts.quietBody")}
        </Note>
      )}
      {!payload && <Note>{t("panel.loading")}</Note>}
      {open.length > 0 && (
        <ul ref={list} className={style.list}>
          {rows.map((row, i) => (
            <li key={row.id} data-out={i >= fit}>
              <AlertItem row={row} now={now} />
            </li>
          ))}
        </ul>
      )}
      {(more > 0 || (hidden && hiddenTotal(hidden) > 0)) && (
        <p className={style.foot}>
          {more > 0 && <span>{t("alerts.more", { count: format.number(more) })}</span>}
          <HiddenLine />
        </p>
      )}
    </Frame>
  );
}

export default definePanel({
  id: "alerts",
  title,
  about: {
    vi: "Cảnh báo đang mở, khẩn cấp trước; chỉ cảnh báo chưa ai xác nhận mới nhấp nháy.",
    en: "Open alerts, the urgent first; only what nobody has acknowledged flashes.",
  },
  schema,
  example: { limit: 20 },
  Body,
});
