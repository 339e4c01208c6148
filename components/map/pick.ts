import type { PickingInfo } from "@deck.gl/core";
import type { Card, MapLayer } from "./layers/layer.ts";
import type { LayerView } from "./view.ts";

export type Picked = { layerId: string; deckLayer: PickingInfo["layer"]; index: number; assetId: number };

/** The map layer's id is the deck.gl id up to the slash. */
export function pickedFrom(
  info: PickingInfo | undefined,
  layers: readonly MapLayer[],
  view: LayerView,
): Picked | undefined {
  if (!info?.layer || info.index < 0) return undefined;
  const layerId = info.layer.id.split("/", 1)[0] ?? "";
  const card = layers.find(({ id }) => id === layerId)?.card?.(view, info);
  return card && { layerId, deckLayer: info.layer, index: info.index, assetId: card.assetId };
}

/** The object's card as it is now. Its place in the columns may have changed since it was picked. */
export function findCard(picked: Picked, layers: readonly MapLayer[], view: LayerView): Card | undefined {
  const layer = layers.find(({ id }) => id === picked.layerId);
  const at = (index: number) => layer?.card?.(view, { index, layer: picked.deckLayer });
  const same = at(picked.index);
  if (same?.assetId === picked.assetId) return same;
  for (let index = 0; ; index++) {
    const card = at(index);
    if (!card || card.assetId === picked.assetId) return card;
  }
}
