import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import type { Basemap, Role } from "./basemap.ts";
import type { Palette } from "./palette.ts";

export type Ground = {
  palette: Palette;
  /** GSO code of the screen's own province; its land stands out. */
  own: string | undefined;
  /** Line widths are multiplied by it. */
  scale: number;
};

export const GROUND_SOURCE = "ground";
export const CONTEXT_SOURCE = "context";

/** Land below, sea above it: a province may be drawn roughly at the shore, the sea cuts it exactly. */
export function groundLayers(basemap: Basemap & { kind: "tiles" }, ground: Ground): LayerSpecification[] {
  const layers: LayerSpecification[] = [
    { id: "sea-background", type: "background", paint: { "background-color": ground.palette.sea } },
  ];
  if (basemap.context) {
    layers.push({
      id: "context-land",
      type: "fill",
      source: CONTEXT_SOURCE,
      paint: { "fill-color": ground.palette.foreign },
    });
  }
  for (const part of parts(ground)) {
    const sourceLayer = basemap.roles[part.role];
    if (sourceLayer)
      layers.push({
        ...part.layer,
        source: GROUND_SOURCE,
        "source-layer": sourceLayer,
      } as LayerSpecification);
  }
  return layers;
}

type Part = {
  role: Role;
  layer: { id: string; type: "fill" | "line"; filter?: FilterSpecification; layout?: object; paint: object };
};

function parts({ palette, own, scale }: Ground): Part[] {
  const round = { "line-cap": "round", "line-join": "round" };
  const isOwn: ExpressionSpecification = ["==", ["get", "code"], own ?? ""];
  const ownBorder: FilterSpecification = [
    "any",
    ["==", ["get", "a"], own ?? ""],
    ["==", ["get", "b"], own ?? ""],
  ];
  return [
    {
      role: "land",
      layer: { id: "land", type: "fill", paint: { "fill-color": palette.foreign, "fill-antialias": false } },
    },
    {
      role: "province",
      layer: {
        id: "province",
        type: "fill",
        paint: { "fill-color": ["case", isOwn, palette.own, palette.country] },
      },
    },
    {
      role: "river",
      layer: {
        id: "river",
        type: "line",
        layout: round,
        paint: {
          "line-color": palette.river,
          "line-opacity": byZoom([5, 0.4], [8, 1]),
          "line-width": byZoom(
            [5, riverWidth(0.5, scale)],
            [8, riverWidth(1.4, scale)],
            [12, riverWidth(3.6, scale)],
          ),
        },
      },
    },
    { role: "lake", layer: { id: "lake", type: "fill", paint: { "fill-color": palette.water } } },
    {
      role: "border",
      layer: {
        id: "border-province",
        type: "line",
        // A basemap from elsewhere may not say what its lines part.
        filter: ["!=", ["get", "kind"], "country"],
        layout: round,
        paint: {
          "line-color": palette.provinceLine,
          "line-width": byZoom([5, 0.6 * scale], [9, 1.2 * scale]),
        },
      },
    },
    {
      role: "border",
      layer: {
        id: "border-country",
        type: "line",
        filter: ["==", ["get", "kind"], "country"],
        layout: round,
        paint: {
          "line-color": palette.countryLine,
          "line-width": byZoom([4, 0.7 * scale], [9, 1.6 * scale]),
        },
      },
    },
    {
      role: "border",
      layer: {
        id: "border-own",
        type: "line",
        filter: ownBorder,
        layout: round,
        paint: { "line-color": palette.ownLine, "line-width": byZoom([5, 0.8 * scale], [9, 1.7 * scale]) },
      },
    },
    { role: "sea", layer: { id: "sea", type: "fill", paint: { "fill-color": palette.sea } } },
    {
      role: "coast",
      layer: {
        id: "shelf",
        type: "line",
        filter: ["!", [">", ["coalesce", ["get", "level"], 1], 1]],
        layout: round,
        paint: {
          "line-color": palette.shelf,
          "line-opacity": 0.5,
          "line-width": byZoom([5, 4 * scale], [10, 14 * scale]),
          "line-blur": byZoom([5, 4 * scale], [10, 12 * scale]),
        },
      },
    },
    {
      role: "coast",
      layer: {
        id: "coast",
        type: "line",
        layout: round,
        paint: {
          "line-color": palette.coast,
          "line-opacity": ["case", [">", ["coalesce", ["get", "level"], 1], 1], 0.55, 1],
          "line-width": byZoom([4, 0.5 * scale], [7, 0.9 * scale], [11, 1.5 * scale]),
        },
      },
    },
  ];
}

/** Major rivers keep their width, small ones get a third of it. */
function riverWidth(width: number, scale: number): ExpressionSpecification {
  return ["*", width * scale, ["match", ["get", "size"], 1, 1.5, 2, 1.15, 3, 0.8, 4, 0.55, 0.4]];
}

export function byZoom(...stops: [number, number | ExpressionSpecification][]): ExpressionSpecification {
  return ["interpolate", ["linear"], ["zoom"], ...stops.flat()] as unknown as ExpressionSpecification;
}
