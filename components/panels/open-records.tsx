"use client";
import { z } from "zod";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
import { Tag } from "#components/ui/Tag.tsx";
import { definePanel } from "./panel.ts";
import { total } from "./records-figures.ts";
import { Tile } from "./Tile.tsx";
import { useRecordsOf } from "./useRecordsOf.ts";

const title = { vi: "Đang xử lý", en: "Open records" };
const schema = z.strictObject({
  type: z.string(),
  /** States that count as open; left out: whatever has no outcome yet. */
  states: z.array(z.string()).min(1).optional(),
  unit: z.strictObject({ vi: z.string(), en: z.string() }).default({ vi: "phản ánh", en: "reports" }),
  title: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
});

function Body({ config }: { config: z.output<typeof schema> }) {
  const t = useText();
  const format = useFormat();
  const words = useWords();
  const records = useRecordsOf(config.type);
  const open = records?.counts.filter((c) =>
    config.states ? config.states.includes(c.state) : c.outcome === "",
  );
  return (
    <Tile
      label={words(config.title ?? title)}
      figure={open && records?.figure(total(open))}
      write={format.number}
      where={`${words(config.unit)} ${t("kpi.open")}`}
      note={
        records && records.overdue > 0 ? (
          <Tag tone="warn">{t("kpi.overdue", { count: format.number(records.overdue) })}</Tag>
        ) : undefined
      }
    />
  );
}

export default definePanel({
  id: "open-records",
  title,
  about: {
    vi: "Bao nhiêu bản ghi chưa xong, bao nhiêu đã quá hạn.",
    en: "How many records are unfinished, and how many of them overdue.",
  },
  schema,
  example: { type: "report_1022", title: { vi: "Phản ánh 1022", en: "1022 reports" } },
  Body,
});
