import { PALETTES } from "#components/map/palette.ts";
import { type Movers, moverCard, moverLayers } from "#components/map/tracks.ts";
import type { MapLayer } from "./layer.ts";

const title = { vi: "Xe buýt", en: "Buses" };
const movers: Movers = { id: "buses", shape: "bus", color: "bus", size: 16, fadeMs: 30 * 60_000 };

export default {
  id: "buses",
  title,
  order: 30,
  needs: { positions: ["bus"] },
  legend: ({ theme }) => [
    {
      mark: "bus",
      colors: [PALETTES[theme].bus],
      label: { vi: "Xe buýt và vệt đường đi", en: "Bus and its track" },
    },
  ],
  build: (view, paint) => moverLayers(movers, view.tracks("bus"), paint),
  card: (view, { index }) => moverCard(title, view.tracks("bus"), index),
} satisfies MapLayer;
