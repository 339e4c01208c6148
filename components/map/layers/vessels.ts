import { PALETTES } from "#components/map/palette.ts";
import { type Movers, moverCard, moverLayers } from "#components/map/tracks.ts";
import type { MapLayer } from "./layer.ts";

const title = { vi: "Tàu cá", en: "Fishing vessels" };
/** Vessels report every two hours: a day shows where one has been. */
const movers: Movers = { id: "vessels", shape: "boat", color: "vessel", size: 19, fadeMs: 24 * 3_600_000 };

export default {
  id: "vessels",
  title,
  order: 40,
  needs: { positions: ["vessel"] },
  legend: ({ theme }) => [
    {
      mark: "boat",
      colors: [PALETTES[theme].vessel],
      label: { vi: "Tàu cá và vệt đường đi", en: "Vessel and its track" },
    },
  ],
  build: (view, paint) => moverLayers(movers, view.tracks("vessel"), paint),
  card: (view, { index }) => moverCard(title, view.tracks("vessel"), index),
} satisfies MapLayer;
