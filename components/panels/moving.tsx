"use client";
import { z } from "zod";
import { useRegister, useTracks } from "#components/live/hooks.ts";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
import { movingFigure } from "./moving-figure.ts";
import { definePanel } from "./panel.ts";
import { Tile } from "./Tile.tsx";

const title = { vi: "Phương tiện đang hoạt động", en: "Moving objects" };
const schema = z.strictObject({
  /** Kind of asset, such as `vessel` or `bus`. */
  assets: z.string(),
  /** Counted when at least this fast, km/h; slower ones are said to be known only. */
  fasterThanKmh: z.number().min(0).default(1),
  title: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
});

function Body({ config }: { config: z.output<typeof schema> }) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const register = useRegister();
  const tracks = useTracks(config.assets);
  const total = register?.assets.filter((asset) => asset.kind === config.assets).length ?? 0;
  return (
    <Tile
      label={words(config.title ?? title)}
      figure={register && movingFigure(tracks, total, config.fasterThanKmh)}
      write={format.number}
      unit={t(config.assets === "vessel" ? "kpi.vessels" : "kpi.objects")}
    />
  );
}

export default definePanel({
  id: "moving",
  title,
  about: {
    vi: "Bao nhiêu tàu, xe của một loại đang chạy trong số đã biết.",
    en: "How many vessels or vehicles of a kind are under way, of those known.",
  },
  schema,
  example: { assets: "vessel", title: { vi: "Tàu cá đang hành trình", en: "Fishing vessels under way" } },
  Body,
});
