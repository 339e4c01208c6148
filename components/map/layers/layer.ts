import type { Layer, PickingInfo } from "@deck.gl/core";
import type { LayerView } from "#components/map/view.ts";

export type Language = "vi" | "en";
export type Words = { readonly vi: string; readonly en: string };

/** Names of the map's themes; the colours of each are in palette.ts. */
export type ThemeName = "van-hanh" | "sang";

/** How the screen wants things drawn; changes rarely, unlike the view. */
export type Paint = {
  readonly theme: ThemeName;
  readonly language: Language;
  /** 1 at 1080 pixels of map height, 2 at 2160: every pixel size is multiplied by it. */
  readonly scale: number;
  /** Zoom rounded to half steps, so that labels may thin out. */
  readonly zoom: number;
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
  readonly stale: boolean;
  readonly simulated: boolean;
  readonly lonLat: readonly [number, number];
};

export type MapLayer = {
  readonly id: string;
  readonly title: Words;
  readonly needs: { readonly metrics?: readonly string[]; readonly positions?: readonly string[] };
  legend(paint: Paint): readonly LegendItem[];
  /** deck.gl layers from bottom to top; an empty list when there is nothing to draw. */
  build(view: LayerView, paint: Paint): Layer[];
  /** The card for a picked object, or undefined when the pick means nothing. */
  card?(view: LayerView, pick: Pick<PickingInfo, "index" | "layer">): Card | undefined;
};
