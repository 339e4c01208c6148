"use client";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useNow } from "#components/live/hooks.ts";
import { Note } from "#components/panels/Note.tsx";
import { useText } from "#components/shell/language.tsx";
import { Button } from "#components/ui/Button.tsx";
import { handOf } from "#lib/alert/duty.ts";
import { PRIORITIES } from "#lib/alert/model.ts";
import type { Person } from "#lib/user/model.ts";
import { AlertItem } from "./AlertItem.tsx";
import { ALL_CLOSED, type ClosedFilter, closedFrom, closedQuery } from "./closed.ts";
import desk from "./Desk.module.css";
import { DeskDetail } from "./DeskDetail.tsx";
import filters from "./DeskFilters.module.css";
import style from "./DeskHistory.module.css";
import { DeskViews } from "./DeskViews.tsx";
import { PriorityMark } from "./PriorityMark.tsx";
import { useBackButton } from "./useBackButton.ts";
import { useClosed } from "./useClosed.ts";

/** What is over: found by words, priority and day; read, not changed. */
export function DeskHistory({ who }: { who: Person }) {
  const t = useText();
  const now = useNow(10_000);
  const [filter, setFilter] = useState(ALL_CLOSED);
  const [chosen, setChosen] = useState<number>();
  const [reading, setReading] = useState(false);
  const closed = useClosed(filter);
  const row = closed.rows.find((one) => one.id === chosen);

  useEffect(() => setFilter(closedFrom(new URLSearchParams(location.search))), []);
  useBackButton(reading && row !== undefined, () => setReading(false));

  function change(more: Partial<ClosedFilter>) {
    const next = { ...filter, ...more };
    setFilter(next);
    history.replaceState(history.state, "", `?${closedQuery(next)}`);
  }

  return (
    <div className={desk.desk} data-reading={reading && row !== undefined}>
      <section className={desk.list}>
        <DeskViews view="history" />
        <HistoryFilters filter={filter} onChange={change} />
        <div className={style.frame}>
          <ul aria-label={t("history.list")}>
            {closed.rows.map((one) => (
              <li key={one.id} className={style.row} aria-current={one.id === chosen}>
                <button
                  type="button"
                  className={style.open}
                  onClick={() => {
                    setChosen(one.id);
                    setReading(true);
                  }}
                >
                  <AlertItem row={one} now={now} />
                </button>
              </li>
            ))}
          </ul>
          {closed.rows.length === 0 && !closed.failed && (
            <Note>{t(closed.loading ? "app.loading" : "history.none")}</Note>
          )}
          {closed.failed && (
            <div className={style.foot}>
              <p role="alert">{t("history.failed")}</p>
              <Button onClick={closed.again}>{t("app.retry")}</Button>
            </div>
          )}
          {closed.next !== null && !closed.failed && (
            <div className={style.foot}>
              <Button wide disabled={closed.loading} focusableWhenDisabled onClick={closed.more}>
                {t(closed.loading ? "app.loading" : "history.more")}
              </Button>
            </div>
          )}
        </div>
      </section>
      <section className={desk.detail}>
        {row ? (
          <DeskDetail
            row={row}
            who={who}
            hand={handOf(who, row)}
            asking={undefined}
            onAsking={() => {}}
            canAck={false}
            onAck={() => {}}
            onBack={() => setReading(false)}
          />
        ) : (
          <div className={desk.empty}>
            <Note>{t("history.choose")}</Note>
          </div>
        )}
      </section>
    </div>
  );
}

type FiltersProps = { filter: ClosedFilter; onChange(more: Partial<ClosedFilter>): void };

function HistoryFilters({ filter: { text, priorities, from, to }, onChange }: FiltersProps) {
  const t = useText();
  return (
    <div className={filters.filters}>
      <label className={filters.search}>
        <Search aria-hidden />
        <span className="unseen">{t("history.text")}</span>
        <input
          type="search"
          placeholder={t("history.text")}
          value={text}
          maxLength={100}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      </label>
      <div className={style.days}>
        <label>
          {t("history.from")}
          <input
            type="date"
            value={from}
            max={to || undefined}
            onChange={(e) => onChange({ from: e.target.value })}
          />
        </label>
        <label>
          {t("history.to")}
          <input
            type="date"
            value={to}
            min={from || undefined}
            onChange={(e) => onChange({ to: e.target.value })}
          />
        </label>
      </div>
      <fieldset className={filters.priorities}>
        <legend className="unseen">{t("alerts.byPriority")}</legend>
        {PRIORITIES.map((p) => (
          <button
            key={p}
            type="button"
            className={filters.priority}
            aria-pressed={priorities.includes(p)}
            onClick={() =>
              onChange({
                priorities: priorities.includes(p) ? priorities.filter((x) => x !== p) : [...priorities, p],
              })
            }
          >
            <PriorityMark priority={p} />
          </button>
        ))}
      </fieldset>
    </div>
  );
}
