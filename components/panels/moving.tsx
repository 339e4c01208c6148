"use client";
import { z } from "zod";
import { useTracks } from "#components/live/hooks.ts";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
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
  const tracks = useTracks(config.assets);
  let moving = 0;
  let old = 0;
  let newest = 0;
  for (let i = 0; i < tracks.count; i++) {
    if (tracks.stale[i]) old++;
    else if ((tracks.speedKmh[i] ?? 0) >= config.fasterThanKmh) moving++;
    newest = Math.max(newest, tracks.timeMs[i] ?? 0);
  }
  const known = tracks.count > 0;
  return (
    <Tile
      label={words(config.title ?? title)}
      figure={known ? format.number(moving) : undefined}
      unit={t(config.assets === "vessel" ? "kpi.vessels" : "kpi.objects")}
      where={known ? t("kpi.known", { count: format.number(tracks.count) }) : undefined}
      note={old > 0 ? t("kpi.staleCount", { count: format.number(old) }) : undefined}
      time={known ? newest : undefined}
      stale={known && old === tracks.count}
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
