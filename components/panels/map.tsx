"use client";
import { useMemo } from "react";
import { z } from "zod";
import { useLayerView, useRegister } from "#components/live/hooks.ts";
import { mapLayerById, needsOf } from "#components/map/layers/catalog.ts";
import { MapView } from "#components/map/MapView.tsx";
import { useText, useWords } from "#components/shell/language.tsx";
import { Frame } from "./Frame.tsx";
import { Note } from "./Note.tsx";
import { definePanel } from "./panel.ts";
import { usePanelTheme } from "./theme.ts";

const title = { vi: "Bản đồ", en: "Map" };
const schema = z.strictObject({
  /** Files of components/map/layers, drawn from bottom to top in their own order. */
  layers: z.array(z.string()).min(1),
  /** Where it opens; left out: the province's own view. */
  view: z
    .strictObject({
      lon: z.number().min(-180).max(180),
      lat: z.number().min(-90).max(90),
      zoom: z.number().min(3).max(16),
    })
    .optional(),
  legend: z.boolean().default(true),
  interactive: z.boolean().default(true),
});

function Body({ config }: { config: z.output<typeof schema> }) {
  const t = useText();
  const words = useWords();
  const register = useRegister();
  const theme = usePanelTheme();
  const layers = useMemo(() => config.layers.flatMap((id) => mapLayerById(id) ?? []), [config]);
  const view = useLayerView(useMemo(() => needsOf(layers), [layers]));
  const province = register?.payload.province;
  const place = config.view ?? province?.view;
  const [lon, lat, zoom] = [place?.lon, place?.lat, place?.zoom];
  // The same object for the same place: a new one would move the map back under somebody's hand.
  const camera = useMemo(
    () =>
      lon === undefined || lat === undefined || zoom === undefined
        ? undefined
        : { longitude: lon, latitude: lat, zoom },
    [lon, lat, zoom],
  );
  return (
    <Frame label={words(title)} flush>
      {camera ? (
        <MapView
          layers={layers}
          view={view}
          initialViewState={camera}
          province={province?.code}
          theme={theme}
          legend={config.legend}
          interactive={config.interactive}
        />
      ) : (
        <Note>{t("panel.loading")}</Note>
      )}
    </Frame>
  );
}

export default definePanel({
  id: "map",
  title,
  about: {
    vi: "Bản đồ tỉnh với các lớp trực tuyến.",
    en: "The province with its live layers.",
  },
  schema,
  example: { layers: ["rain-heatmap", "river-levels", "vessels"] },
  Body,
});
