"use client";
import { Volume2, VolumeX, X } from "lucide-react";
import { useRef, useState } from "react";
import { FloodBanner } from "#components/incidents/FloodBanner.tsx";
import { HiddenLine } from "#components/incidents/HiddenCounts.tsx";
import { useAlerts, useIncidents, useNow } from "#components/live/hooks.ts";
import { Note } from "#components/panels/Note.tsx";
import { useFormat, useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { type AlertAction, handOf, mayAct, possible } from "#lib/alert/duty.ts";
import { type AlertRow, byUrgency, PRIORITIES, type Priority } from "#lib/alert/model.ts";
import type { IncidentRow } from "#lib/incident/model.ts";
import type { Person } from "#lib/user/model.ts";
import { Announcer } from "./Announcer.tsx";
import style from "./Desk.module.css";
import { DeskDetail } from "./DeskDetail.tsx";
import { DeskFilters } from "./DeskFilters.tsx";
import { DeskIncidents } from "./DeskIncidents.tsx";
import { DeskList } from "./DeskList.tsx";
import { type DeskView, DeskViews } from "./DeskViews.tsx";
import { EVERYTHING, passes, toQuery } from "./filter.ts";
import { rowsByIncident } from "./incidentLines.ts";
import { ShortcutHelp } from "./ShortcutHelp.tsx";
import { useAcknowledge } from "./useAcknowledge.ts";
import { useBackButton } from "./useBackButton.ts";
import { useDeskKeys } from "./useDeskKeys.ts";
import { useFilter } from "./useFilter.ts";
import { useFloodView } from "./useFloodView.ts";
import { useSound } from "./useSound.ts";

const NONE: readonly AlertRow[] = [];
const NO_INCIDENTS: readonly IncidentRow[] = [];

/** The duty person's place: what rings, what to do about it, and the one act that says "I have it". */
export function Desk({ who }: { who: Person }) {
  const t = useText();
  const format = useFormat();
  const now = useNow(10_000);
  const payload = useAlerts();
  const { rows: all, acknowledge } = useAcknowledge(payload?.alerts ?? NONE, who.name);
  const [filter, setFilter] = useFilter();
  const [chosen, setChosen] = useState<number>();
  const [reading, setReading] = useState(false);
  const [help, setHelp] = useState(false);
  const [asking, setAsking] = useState<AlertAction>();
  const [view, setView] = useState<DeskView>("list");
  const incidents = useIncidents()?.incidents ?? NO_INCIDENTS;
  const field = useRef<HTMLInputElement>(null);
  const place = useRef(0);
  const sound = useSound(all);

  const fit = all.filter((row) => passes(row, filter));
  const rows = view === "list" ? fit.toSorted(byUrgency) : rowsByIncident(fit, incidents);
  const at = rows.findIndex((row) => row.id === chosen);
  if (at >= 0) place.current = at;
  const row = all.find((one) => one.id === chosen);
  const open = all.filter((one) => passes(one, EVERYTHING));
  const counts = Object.fromEntries(
    PRIORITIES.map((p) => [p, open.filter((one) => one.priority === p).length]),
  ) as Record<Priority, number>;

  const allowed = (one: AlertRow) => mayAct(handOf(who, one), "acknowledge", one) === null;
  const canAck = (one: AlertRow) => one.response === "unack" && one.process !== "pending" && allowed(one);

  /** From the chosen alert; when it has left the list, from the place where it stood. */
  function step(by: 1 | -1) {
    const from = at >= 0 ? at + by : by > 0 ? place.current : place.current - 1;
    const next = rows[Math.min(rows.length - 1, Math.max(0, from))];
    if (!next) return;
    setChosen(next.id);
    setAsking(undefined);
  }
  function choose(id: number) {
    setChosen(id);
    setAsking(undefined);
    setReading(true);
  }

  function ask(action: AlertAction) {
    if (!row || !possible(row, handOf(who, row), now).includes(action)) return;
    setReading(true);
    setAsking(action);
  }

  useFloodView(() => setView("incidents"));
  useBackButton(reading && row !== undefined, () => setReading(false));
  useDeskKeys({
    next: () => step(1),
    previous: () => step(-1),
    acknowledge: () => row && canAck(row) && void acknowledge(row),
    shelve: () => ask("shelve"),
    note: () => ask("note"),
    incidents: () => setView(view === "list" ? "incidents" : "list"),
    open: () => (row ? setReading(true) : step(1)),
    filter: () => field.current?.focus(),
    help: () => setHelp(true),
    leave: () => {
      (document.activeElement as HTMLElement | null)?.blur();
      setReading(false);
    },
  });

  const Listed = view === "list" ? DeskList : DeskIncidents;
  return (
    <div className={style.desk} data-reading={reading && row !== undefined}>
      <Announcer rows={all} />
      <section className={style.list}>
        <FloodBanner />
        <DeskViews view={view} onView={setView} />
        <DeskFilters filter={filter} onChange={setFilter} counts={counts} field={field} />
        <div className={style.bar}>
          <span>
            {t("desk.shown", { shown: format.number(rows.length), total: format.number(all.length) })}
            <HiddenLine />
          </span>
          {toQuery(filter).size > 0 && (
            <Button look="quiet" onClick={() => setFilter(EVERYTHING)}>
              <X aria-hidden />
              {t("desk.clear")}
            </Button>
          )}
          <Button look="quiet" onClick={sound.toggle} aria-pressed={!sound.on} title={t("alerts.soundHint")}>
            {sound.on ? <Volume2 aria-hidden /> : <VolumeX aria-hidden />}
            {t(sound.on ? "alerts.soundOff" : "alerts.soundOn")}
          </Button>
          <ShortcutHelp open={help} onOpenChange={setHelp} />
        </div>
        {payload && rows.length === 0 ? (
          <div className={style.empty}>
            <Note>{t(all.length === 0 ? "alerts.quiet" : "desk.noMatch")}</Note>
          </div>
        ) : payload ? (
          <Listed
            rows={rows}
            chosen={chosen}
            now={now}
            canAck={canAck}
            onChoose={choose}
            onAck={acknowledge}
          />
        ) : (
          <div className={style.empty}>
            <Note>{t("app.loading")}</Note>
          </div>
        )}
      </section>
      <section className={style.detail}>
        {row ? (
          <DeskDetail
            row={row}
            who={who}
            hand={handOf(who, row)}
            asking={asking}
            onAsking={setAsking}
            canAck={canAck(row)}
            refusal={allowed(row) ? undefined : t("desk.notYours", { role: t(`role.${who.role}`) })}
            onAck={() => void acknowledge(row)}
            onBack={() => setReading(false)}
          />
        ) : (
          <div className={style.empty}>
            <Note>{t("desk.choose")}</Note>
          </div>
        )}
      </section>
    </div>
  );
}
