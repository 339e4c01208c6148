/** Alerts chosen for one act: ids, wherever the list stands now. `anchor`: where a range begins. */
export type Selection = { ids: ReadonlySet<number>; anchor: number | null };

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

export function toggle({ ids }: Selection, id: number): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** From the anchor to here, in the order of the list; without an anchor in it, this one alone. */
export function extend(selection: Selection, id: number, order: readonly number[]): Selection {
  const to = order.indexOf(id);
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  if (to < 0) return selection;
  if (from < 0) return { ids: new Set(selection.ids).add(id), anchor: id };
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...range]), anchor: selection.anchor };
}

export function selectAll(order: readonly number[]): Selection {
  return { ids: new Set(order), anchor: null };
}

/** Without those that are not open any more. The same object when all of them are. */
export function retain(selection: Selection, isOpen: (id: number) => boolean): Selection {
  if ([...selection.ids].every(isOpen)) return selection;
  return { ...selection, ids: new Set([...selection.ids].filter(isOpen)) };
}
