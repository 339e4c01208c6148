import { z } from "zod";

/** What a source-layer of a tile set is for, from bottom to top. */
export const ROLES = ["land", "province", "river", "lake", "border", "sea", "coast"] as const;
export type Role = (typeof ROLES)[number];

const address = z
  .string()
  .refine(
    (url) => url.startsWith("/") || /^https?:\/\//.test(url),
    "expected a path on this server or an http(s) address",
  );

/**
 * The ground of the map. `tiles`: vector tiles in one PMTiles archive, painted in the screen's theme;
 * `roles` names its source-layers. `style`: a whole MapLibre style, painted as it comes.
 * In both, foreign labels in the guarded boxes are removed and Hoàng Sa, Trường Sa, BIỂN ĐÔNG are drawn.
 */
export const basemapSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("tiles"),
    archive: address,
    roles: z.partialRecord(z.enum(ROLES), z.string().min(1)),
    /** GeoJSON points with `k` (country, province, town, water, island), `name`, optional `rank` 1–5. */
    labels: address.optional(),
    /** Coarse land around the tiles, GeoJSON polygons. */
    context: address.optional(),
    attribution: z.string().max(300).default(""),
    maxZoom: z.number().min(4).max(16).default(10),
  }),
  z.object({ kind: z.literal("style"), url: address, attribution: z.string().max(300).default("") }),
]);

export type Basemap = z.infer<typeof basemapSchema>;

export const BUILT_IN: Basemap = {
  kind: "tiles",
  archive: "/map/basemap.pmtiles",
  roles: Object.fromEntries(ROLES.map((role) => [role, role])),
  labels: "/map/labels.geojson",
  context: "/map/context.geojson",
  attribution: "GSHHG · Natural Earth · GeoNames",
  maxZoom: 10,
};
