"use client";
import { z } from "zod";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
import { onTimeRate } from "#lib/record/model.ts";
import { definePanel } from "./panel.ts";
import { total } from "./records-figures.ts";
import { Tile } from "./Tile.tsx";
import { useRecordsOf } from "./useRecordsOf.ts";

const title = { vi: "Hồ sơ một cửa đúng hạn", en: "One-stop dossiers on time" };
const schema = z.strictObject({
  type: z.string(),
  title: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
});

function Body({ config }: { config: z.output<typeof schema> }) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const records = useRecordsOf(config.type);
  const counts = records?.counts ?? [];
  const rate = onTimeRate(counts);
  const finished = total(counts.filter((c) => c.outcome !== ""));
  const late = total(counts.filter((c) => c.outcome === "late"));
  return (
    <Tile
      label={words(config.title ?? title)}
      figure={records?.figure(rate === null ? undefined : rate * 100)}
      write={(value) => format.number(value, 1)}
      unit="%"
      note={
        rate === null
          ? undefined
          : t("kpi.late", { count: format.number(late), total: format.number(finished) })
      }
    />
  );
}

export default definePanel({
  id: "on-time",
  title,
  about: {
    vi: "Tỉ lệ hồ sơ đã giải quyết trước hoặc đúng hạn.",
    en: "Share of finished dossiers that were finished by their due date.",
  },
  schema,
  example: { type: "dossier" },
  Body,
});
