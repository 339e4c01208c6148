"use client";
import { useMemo, useRef, useState } from "react";
import { FloodBanner } from "#components/incidents/FloodBanner.tsx";
import { useAlerts, useIncidents, useNow } from "#components/live/hooks.ts";
import { usePresenceByAlert } from "#components/live/presence.ts";
import { Note } from "#components/panels/Note.tsx";
import { Quiet } from "#components/panels/Quiet.tsx";
import { useText } from "#components/shell/language.tsx";
import type { BulkType } from "#lib/alert/acts.ts";
import { type AlertAction, handOf, possible } from "#lib/alert/duty.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import type { IncidentRow } from "#lib/incident/model.ts";
import { actorOf, type Person } from "#lib/user/model.ts";
import { Announcer } from "./Announcer.tsx";
import { BellBars } from "./BellControl.tsx";
import { BulkBar } from "./BulkBar.tsx";
import { BulkDialog } from "./BulkDialog.tsx";
import { bulkOffers, urgentOf } from "./bulk.ts";
import style from "./Desk.module.css";
import { DeskBar } from "./DeskBar.tsx";
import { DeskFilters } from "./DeskFilters.tsx";
import { DeskIncidents } from "./DeskIncidents.tsx";
import { DeskList } from "./DeskList.tsx";
import { canAcknowledge, DeskPane } from "./DeskPane.tsx";
import { type DeskView, DeskViews } from "./DeskViews.tsx";
import { countsOf, listed } from "./deskRows.ts";
import { rowsByIncident } from "./incidentLines.ts";
import { useAcknowledge } from "./useAcknowledge.ts";
import { useBackButton } from "./useBackButton.ts";
import { useBulk } from "./useBulk.ts";
import { useCursor } from "./useCursor.ts";
import { useDeskKeys } from "./useDeskKeys.ts";
import { useFilter } from "./useFilter.ts";
import { useFloodView } from "./useFloodView.ts";
import { useSelection } from "./useSelection.ts";
import { useSettled } from "./useSettled.ts";
import { useSound } from "./useSound.ts";
import { useStable } from "./useStable.ts";

const NONE: readonly AlertRow[] = [];
/** Who steps through the list with a held key, or press after press, is not slowed by details. */
const DETAIL_REST_MS = 250;
const NO_INCIDENTS: readonly IncidentRow[] = [];

/** `units`: names of communes and wards by code; `first`: the alert that is chosen at the beginning. */
type Props = { who: Person; units: Readonly<Record<string, string>>; first?: number };

/** The duty person's place: what rings, what to do about it, and the one act that says "I have it". */
export function Desk({ who, units, first }: Props) {
  const t = useText();
  const now = useNow(10_000);
  const payload = useAlerts();
  const { rows: all, acknowledge } = useAcknowledge(payload?.alerts ?? NONE, who.name);
  const filtering = useFilter();
  const [reading, setReading] = useState(first !== undefined);
  const [help, setHelp] = useState(false);
  const [asking, setAsking] = useState<AlertAction>();
  const [together, setTogether] = useState<{ action: BulkType; rows: readonly AlertRow[] }>();
  const [view, setView] = useState<DeskView>("list");
  const incidents = useIncidents()?.incidents ?? NO_INCIDENTS;
  const looks = usePresenceByAlert();
  const field = useRef<HTMLInputElement>(null);
  const bell = useSound(all);
  const bulk = useBulk();

  const me = actorOf(who);
  const fit = useMemo(() => listed(all, filtering.filter, me), [all, filtering.filter, me]);
  const rows = useMemo(
    () => (view === "list" ? fit : rowsByIncident(fit, incidents)),
    [view, fit, incidents],
  );
  const counts = useMemo(() => countsOf(all), [all]);
  const cursor = useCursor(rows, first);
  const selection = useSelection(all, rows);
  const row = all.find((one) => one.id === cursor.chosen);
  // The list answers a key at once; the detail, with its map and chart, follows where the choice rests. What is asked
  // for is asked of the alert that is chosen.
  const rested = useSettled(cursor.chosen, DETAIL_REST_MS);
  const waits = cursor.isStepping && asking === undefined;
  const detail = waits ? all.find((one) => one.id === rested) : row;

  function step(by: 1 | -1) {
    if (cursor.step(by) !== undefined) setAsking(undefined);
  }
  const choose = useStable((id: number) => {
    cursor.choose(id);
    setAsking(undefined);
    setReading(true);
  });
  const ack = useStable((one: AlertRow) => void acknowledge(one));
  const back = useStable(() => setReading(false));
  const onAsking = useStable(setAsking);

  function ask(action: AlertAction) {
    if (!row || !possible(row, handOf(who, row), now).includes(action)) return;
    setReading(true);
    setAsking(action);
  }
  function askTogether(action: BulkType) {
    if (!bulkOffers(selection.rows, (one) => handOf(who, one)).some((offer) => offer === action)) return;
    setTogether({ action, rows: selection.rows });
    // Nothing has to be said, and none of them is priority 1: it is done while the dialog tells how far it is.
    if (action === "acknowledge" && urgentOf(selection.rows).length === 0) {
      void bulk.run(selection.rows, { type: action });
    }
  }
  const act = (one: () => void, action: BulkType) => (selection.ids.size > 0 ? askTogether(action) : one());

  useFloodView(() => setView("incidents"));
  useBackButton(reading && row !== undefined, back);
  useDeskKeys({
    next: () => step(1),
    previous: () => step(-1),
    acknowledge: () => act(() => row && canAcknowledge(who, row) && ack(row), "acknowledge"),
    shelve: () => act(() => ask("shelve"), "shelve"),
    note: () => act(() => ask("note"), "note"),
    select: () => row && selection.select(row.id, false),
    range: () => row && selection.select(row.id, true),
    incidents: () => setView(view === "list" ? "incidents" : "list"),
    open: () => (row ? setReading(true) : step(1)),
    filter: () => field.current?.focus(),
    help: () => setHelp(true),
    leave: () => {
      const focused = document.activeElement as HTMLElement | null;
      if (focused?.matches("input,textarea,select")) return focused.blur();
      if (reading) return setReading(false);
      selection.clear();
    },
  });

  const Listed = view === "list" ? DeskList : DeskIncidents;
  return (
    <div className={style.desk} data-reading={reading && row !== undefined}>
      <Announcer rows={all} />
      <section className={style.list}>
        <BellBars bell={bell} />
        <FloodBanner />
        <DeskViews view={view} onView={setView} />
        <DeskFilters filtering={filtering} counts={counts} field={field} />
        <DeskBar
          shown={rows.length}
          all={all}
          units={units}
          filtering={filtering}
          bell={bell}
          help={help}
          onHelp={setHelp}
        />
        <BulkBar
          selected={selection.rows}
          matching={rows.length}
          offers={bulkOffers(selection.rows, (one) => handOf(who, one))}
          onAll={selection.all}
          onClear={selection.clear}
          onAsk={askTogether}
        />
        {payload && rows.length > 0 ? (
          <Listed
            rows={rows}
            chosen={cursor.chosen}
            isReading={reading && row !== undefined}
            now={now}
            canAck={(one) => canAcknowledge(who, one)}
            onChoose={choose}
            onAck={ack}
            selected={selection.ids}
            onSelect={selection.select}
            looks={looks}
          />
        ) : (
          <div className={style.empty}>
            {payload && all.length === 0 ? (
              <Quiet text={t("alerts.quiet")} />
            ) : (
              <Note>{t(payload ? "desk.noMatch" : "app.loading")}</Note>
            )}
          </div>
        )}
      </section>
      <section className={style.detail}>
        {detail && row ? (
          <DeskPane row={detail} who={who} onAck={ack} onBack={back} asking={asking} onAsking={onAsking} />
        ) : (
          <div className={style.empty}>
            <Note>{t("desk.choose")}</Note>
          </div>
        )}
      </section>
      {together && (
        <BulkDialog
          {...together}
          who={who}
          bulk={bulk}
          onClose={() => {
            setTogether(undefined);
            bulk.close();
            if (bulk.progress) selection.clear();
          }}
        />
      )}
    </div>
  );
}
