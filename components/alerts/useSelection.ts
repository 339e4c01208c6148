"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { AlertRow } from "#lib/alert/model.ts";
import { extend, NOTHING_SELECTED, retain, selectAll, toggle } from "./selection.ts";
import { useStable } from "./useStable.ts";

/** Which alerts are chosen for one act together; what closes meanwhile leaves the selection. */
export function useSelection(all: readonly AlertRow[], listed: readonly AlertRow[]) {
  const [selection, setSelection] = useState(NOTHING_SELECTED);

  useEffect(() => {
    if (selection.ids.size === 0) return;
    const open = new Set(all.map((row) => row.id));
    setSelection((before) => retain(before, (id) => open.has(id)));
  }, [all, selection.ids.size]);

  const select = useStable((id: number, range: boolean) => {
    const order = () => listed.map((row) => row.id);
    setSelection((before) => (range ? extend(before, id, order()) : toggle(before, id)));
  });
  const { ids } = selection;
  const rows = useMemo(() => (ids.size === 0 ? [] : all.filter((row) => ids.has(row.id))), [all, ids]);
  return {
    ids,
    rows,
    select,
    all: () => setSelection(selectAll(listed.map((row) => row.id))),
    clear: useCallback(() => setSelection(NOTHING_SELECTED), []),
  };
}
