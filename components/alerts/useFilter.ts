"use client";
import { useEffect, useState } from "react";
import { EVERYTHING, type Filter, fromQuery, toQuery } from "./filter.ts";

const KEPT = "desk.filter";

/** The filter in the address; without one there, the one this browser used last. */
export function useFilter(): [Filter, (next: Filter) => void] {
  const [filter, setFilter] = useState(EVERYTHING);

  useEffect(() => {
    const query = location.search.length > 1 ? location.search : (localStorage.getItem(KEPT) ?? "");
    setFilter(fromQuery(new URLSearchParams(query)));
  }, []);

  function change(next: Filter) {
    setFilter(next);
    const query = toQuery(next).toString();
    localStorage.setItem(KEPT, query);
    history.replaceState(history.state, "", query === "" ? location.pathname : `?${query}`);
  }

  return [filter, change];
}
