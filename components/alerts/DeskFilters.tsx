"use client";
import { Search } from "lucide-react";
import type { RefObject } from "react";
import { useText } from "#components/shell/language.tsx";
import { Select } from "#components/ui/Select.tsx";
import { PRIORITIES } from "#lib/alert/model.ts";
import style from "./DeskFilters.module.css";
import type { Counts } from "./deskRows.ts";
import { type Filter, STATE_FILTERS } from "./filter.ts";
import { PriorityMark } from "./PriorityMark.tsx";
import type { Filtering } from "./useFilter.ts";

type Props = {
  filtering: Filtering;
  counts: Counts;
  field: RefObject<HTMLInputElement | null>;
};

export function DeskFilters({ filtering, counts, field }: Props) {
  const t = useText();
  const { filter, change: onChange } = filtering;
  const toggle = (p: Filter["priorities"][number]) =>
    filter.priorities.includes(p) ? filter.priorities.filter((x) => x !== p) : [...filter.priorities, p];
  return (
    <div className={style.filters}>
      <label className={style.search}>
        <Search aria-hidden />
        <span className="unseen">{t("desk.filter")}</span>
        <input
          ref={field}
          type="search"
          placeholder={t("desk.filter")}
          value={filter.text}
          maxLength={100}
          onChange={(event) => onChange({ ...filter, text: event.target.value })}
        />
      </label>
      <Select
        label={t("desk.stateFilter")}
        labelUnseen
        value={filter.state}
        options={STATE_FILTERS.map((value) => ({ value, label: t(`desk.state.${value}`) }))}
        onChange={(state) => onChange({ ...filter, state })}
      />
      <fieldset className={style.priorities}>
        <legend className="unseen">{t("alerts.byPriority")}</legend>
        {PRIORITIES.map((p) => (
          <button
            key={p}
            type="button"
            className={style.priority}
            aria-pressed={filter.priorities.includes(p)}
            onClick={() => onChange({ ...filter, priorities: toggle(p) })}
          >
            <PriorityMark priority={p} look={counts[p] > 0 ? "solid" : "faded"} />
            <span className="figures">{counts[p]}</span>
          </button>
        ))}
      </fieldset>
    </div>
  );
}
