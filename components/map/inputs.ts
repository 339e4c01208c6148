import { needsOf } from "./layers/catalog.ts";
import type { MapLayer } from "./layers/layer.ts";
import type { LayerView } from "./view.ts";

/** The column sets that these layers draw from. */
export function columnsOf(layers: readonly MapLayer[], view: LayerView): readonly object[] {
  const { metrics, positions } = needsOf(layers);
  return [
    view.onTrial,
    ...metrics.map((metric) => view.points(metric)),
    ...positions.map((kind) => view.tracks(kind)),
  ];
}

/**
 * Column sets are replaced when their data change, so equal references mean an equal picture. Without
 * this the clock alone would draw the whole map again every second.
 */
export function sameInputs(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((input, i) => Object.is(input, b[i]));
}
