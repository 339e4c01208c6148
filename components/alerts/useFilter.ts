"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { SavedFilters } from "#lib/preference/model.ts";
import { EVERYTHING, type Filter, fromQuery, hasFilter, toQuery } from "./filter.ts";
import { NO_FILTERS, opening } from "./savedFilters.ts";
import { usePreference } from "./usePreference.ts";

export type Filtering = {
  filter: Filter;
  change(next: Filter): void;
  kept: SavedFilters;
  keepAs(next: SavedFilters): void;
};

const NO_FILTER = { query: "" };

/** The filter in the address; without one there, the person's usual one, else the one that they used last, anywhere. */
export function useFilter(): Filtering {
  const [filter, setFilter] = useState(EVERYTHING);
  const { value: kept, ready, set: keepAs } = usePreference("desk.filters", NO_FILTERS);
  const { value: last, ready: lastReady, set: setLast } = usePreference("desk.last", NO_FILTER);
  const touched = useRef(false);

  useEffect(() => {
    const query = new URLSearchParams(location.search);
    if (!hasFilter(query)) return;
    touched.current = true;
    setFilter(fromQuery(query));
  }, []);

  useEffect(() => {
    if (!ready || !lastReady || touched.current) return;
    touched.current = true;
    setFilter(fromQuery(new URLSearchParams(opening(kept, last.query))));
  }, [ready, kept, lastReady, last]);

  const change = useCallback(
    (next: Filter) => {
      touched.current = true;
      setFilter(next);
      const query = toQuery(next).toString();
      setLast({ query });
      history.replaceState(history.state, "", query === "" ? location.pathname : `?${query}`);
    },
    [setLast],
  );
  return { filter, change, kept, keepAs };
}
