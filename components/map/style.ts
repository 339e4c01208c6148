import type { StyleSpecification } from "maplibre-gl";
import type { Language } from "#lib/i18n/model.ts";
import type { Basemap } from "./basemap.ts";
import { PALETTES, type ThemeName } from "./palette.ts";
import { CONTEXT_SOURCE, GROUND_SOURCE, groundLayers } from "./style-ground.ts";
import { BOLD, MEDIUM, NAMES_SOURCE, nameLayers, riverNameLayer } from "./style-names.ts";
import { withSovereignty } from "./style-sovereign.ts";

export type StyleRequest = {
  basemap: Basemap;
  theme: ThemeName;
  language: Language;
  /** GSO code of the province whose land stands out. */
  own?: string | undefined;
  scale: number;
  lift: number;
  /** `location.origin`: the worker that reads tiles knows no page address. */
  origin: string;
};

/** The range of fontsource's "vietnamese" file; everything else is in "latin". */
const VIETNAMESE = [
  "U+0102-0103",
  "U+0110-0111",
  "U+0128-0129",
  "U+0168-0169",
  "U+01A0-01A1",
  "U+01AF-01B0",
  "U+0300-0301",
  "U+0303-0304",
  "U+0308-0309",
  "U+0323",
  "U+0329",
  "U+1EA0-1EF9",
  "U+20AB",
];

/** A MapLibre style for a tile basemap in the screen's theme, needing no glyph server and no sprite. */
export function mapStyle(request: StyleRequest): StyleSpecification {
  const { basemap, theme, language, own, scale, lift, origin } = request;
  if (basemap.kind !== "tiles") throw new Error("a style basemap is fetched, see foreignStyle");
  const palette = PALETTES[theme];
  const names = { palette, language, own, scale, lift };
  const style: StyleSpecification = {
    version: 8,
    name: `hai-dang-${theme}`,
    "font-faces": fontFaces(origin),
    sources: {
      [GROUND_SOURCE]: {
        type: "vector",
        url: `pmtiles://${absolute(basemap.archive, origin)}`,
        attribution: basemap.attribution,
      },
      ...geojson(CONTEXT_SOURCE, basemap.context, origin),
      ...geojson(NAMES_SOURCE, basemap.labels, origin),
    },
    layers: [
      ...groundLayers(basemap, { palette, own, scale }),
      ...(basemap.roles.river ? [riverNameLayer(basemap.roles.river, names)] : []),
      ...(basemap.labels ? nameLayers(names) : []),
    ],
  };
  return withSovereignty(style, { palette, language, scale, lift });
}

/**
 * A province's own MapLibre style, made safe.
 * @throws a fault when the address does not answer with a style.
 */
export async function foreignStyle(url: string, request: StyleRequest): Promise<StyleSpecification> {
  const answer = await fetch(absolute(url, request.origin));
  if (!answer.ok) {
    throw new Error(`the basemap style ${url} answered ${answer.status}: check the address in the settings`);
  }
  const style = (await answer.json()) as StyleSpecification;
  const withFonts = { ...style, "font-faces": { ...style["font-faces"], ...fontFaces(request.origin) } };
  const { theme, language, scale, lift } = request;
  return withSovereignty(withFonts, { palette: PALETTES[theme], language, scale, lift });
}

function fontFaces(origin: string): NonNullable<StyleSpecification["font-faces"]> {
  const face = (weight: number) => [
    { url: `${origin}/fonts/be-vietnam-pro-vietnamese-${weight}.woff2`, "unicode-range": VIETNAMESE },
    { url: `${origin}/fonts/be-vietnam-pro-latin-${weight}.woff2` },
  ];
  return { [String(MEDIUM[0])]: face(500), [String(BOLD[0])]: face(700) };
}

function geojson(id: string, file: string | undefined, origin: string): StyleSpecification["sources"] {
  return file ? { [id]: { type: "geojson", data: absolute(file, origin) } } : {};
}

function absolute(address: string, origin: string): string {
  return new URL(address, origin).href;
}
