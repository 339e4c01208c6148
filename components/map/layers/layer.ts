import type { Layer, PickingInfo } from "@deck.gl/core";
import type { ThemeName } from "#components/map/palette.ts";
import type { LayerView } from "#components/map/view.ts";
import type { Language, Words } from "#lib/i18n/model.ts";
import type { Doubt } from "#lib/reading/model.ts";

/** How the screen wants things drawn; changes rarely, unlike the view. */
export type Paint = {
  readonly theme: ThemeName;
  readonly language: Language;
  /** Root font size over 16: 1 on a desk, 2.25 on a wall of 2160 lines. Every pixel size is multiplied by it. */
  readonly scale: number;
  /** Lines of the map over 1080: the same ground takes this many times the pixels. */
  readonly stretch: number;
  /** Zoom as on a map of 1080 lines, rounded to half steps, so that labels may thin out. */
  readonly zoom: number;
  /** The camera looks at a slant: heights can be seen. */
  readonly slanted: boolean;
  readonly reducedMotion: boolean;
};

/** Shapes that a legend can draw; the same ones stand on the map, so colour is never alone. */
export type Mark =
  | "circle"
  | "diamond"
  | "square"
  | "triangle"
  | "hexagon"
  | "pin"
  | "arrow"
  | "boat"
  | "bus"
  | "tank"
  | "column"
  | "ramp";

export type LegendItem = {
  readonly mark: Mark;
  /** One CSS colour, or the stops of a ramp from low to high. */
  readonly colors: readonly string[];
  readonly label: Words;
  /** Labels at both ends of a ramp, with unit. */
  readonly range?: readonly [string, string];
};

/** What the card beside a touched object says. Text only, never markup. */
export type Card = {
  readonly assetId: number;
  readonly name: string;
  readonly title: Words;
  /** Number with unit, already formatted; a word such as "không có" when there is none. */
  readonly value: Words;
  /** Level in words where a level is judged. */
  readonly note?: Words;
  readonly timeMs: number;
  readonly source: string;
  /** Why the value is not one of now; null: it is. */
  readonly doubt: Doubt | null;
  readonly simulated: boolean;
  readonly lonLat: readonly [number, number];
};

/** A number beside its object. All layers' labels are thinned out together so that none covers another. */
export type Label = {
  readonly lonLat: readonly [number, number];
  readonly text: string;
  /** CSS colour of the small bar that ties the number to its level. */
  readonly color: string;
  /** Higher ones are kept where there is no room for all. */
  readonly priority: number;
  /** Unscaled pixels between the object's middle and the label. */
  readonly away: number;
};

export type MapLayer = {
  readonly id: string;
  readonly title: Words;
  /** Higher ones are drawn on top. */
  readonly order: number;
  readonly needs: { readonly metrics?: readonly string[]; readonly positions?: readonly string[] };
  legend(paint: Paint): readonly LegendItem[];
  /**
   * deck.gl layers from bottom to top; an empty list when there is nothing to draw.
   * Ids start with the map layer's own id and a slash: a pick finds its way back by it.
   */
  build(view: LayerView, paint: Paint): Layer[];
  labels?(view: LayerView, paint: Paint): readonly Label[];
  /** The card for a picked object, or undefined when the pick means nothing. */
  card?(view: LayerView, pick: Pick<PickingInfo, "index" | "layer">): Card | undefined;
};
