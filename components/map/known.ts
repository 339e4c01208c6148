import { type Basis, basisOf } from "#lib/figure/model.ts";
import type { MapLayer } from "./layers/layer.ts";
import type { LayerView, PointColumns, TrackColumns } from "./view.ts";

/** Of how many things a layer shows something of now; undefined for one that draws neither values nor movers. */
export function basisOfLayer({ needs }: MapLayer, view: LayerView): Basis | undefined {
  const [metric] = needs.metrics ?? [];
  const [kind] = needs.positions ?? [];
  if (metric !== undefined) {
    const points = view.points(metric);
    return basisIn(points, points.expected);
  }
  if (kind === undefined) return undefined;
  const tracks = view.tracks(kind);
  return basisIn(tracks, tracks.count);
}

function basisIn(columns: PointColumns | TrackColumns, total: number): Basis {
  const parts = Array.from({ length: columns.count }, (_, i) => ({
    isKnown: !columns.doubt[i],
    time: columns.timeMs[i] ?? 0,
    simulated: columns.simulated[i] === 1,
  }));
  return basisOf(parts, total);
}
