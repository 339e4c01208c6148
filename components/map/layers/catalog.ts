import * as registry from "./index.ts";
import type { MapLayer } from "./layer.ts";

/** Every layer there is, from bottom to top. */
export const mapLayers: readonly MapLayer[] = Object.values<MapLayer>(registry).toSorted(
  (a, b) => a.order - b.order,
);

export function mapLayerById(id: string): MapLayer | undefined {
  return mapLayers.find((layer) => layer.id === id);
}

/** What the live store must subscribe to for these layers. */
export function needsOf(layers: readonly MapLayer[]): { metrics: string[]; positions: string[] } {
  const metrics = new Set(layers.flatMap((layer) => layer.needs.metrics ?? []));
  const positions = new Set(layers.flatMap((layer) => layer.needs.positions ?? []));
  return { metrics: [...metrics], positions: [...positions] };
}
