"use client";
import { z } from "zod";
import { useFormat, useText, useWords } from "#components/shell/language.tsx";
import { definePanel } from "./panel.ts";
import { total } from "./records-figures.ts";
import { SeverityList } from "./SeverityList.tsx";
import { Tile } from "./Tile.tsx";
import { useRecordsOf } from "./useRecordsOf.ts";

const title = { vi: "Theo mức nghiêm trọng", en: "By severity" };
const schema = z.strictObject({
  type: z.string(),
  /** States that count as open; left out: whatever has no outcome yet. */
  states: z.array(z.string()).min(1).optional(),
  title: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
});

/** 4 critical … 0 information, as records carry it. */
const STEPS = [4, 3, 2, 1, 0] as const;
/** The tile names what somebody must look at now; the rest stands behind it. */
const WORST = 2;

function Body({ config }: { config: z.output<typeof schema> }) {
  const format = useFormat();
  const t = useText();
  const words = useWords();
  const records = useRecordsOf(config.type);
  const open = (records?.counts ?? []).filter((c) =>
    config.states ? config.states.includes(c.state) : c.outcome === "",
  );
  const steps = STEPS.map((step) => ({
    step,
    name: t(`severity.${step}`),
    count: total(open.filter((c) => c.severity === step)),
  }));
  const figure = records?.figure(total(open));
  return (
    <Tile
      label={words(config.title ?? title)}
      figure={figure}
      write={format.number}
      note={<SeverityList steps={steps.slice(0, WORST)} />}
      about={figure?.now !== undefined && <SeverityList steps={steps} />}
    />
  );
}

export default definePanel({
  id: "severity",
  title,
  about: {
    vi: "Bản ghi chưa xong theo mức nghiêm trọng.",
    en: "Unfinished records by severity.",
  },
  schema,
  example: { type: "soc_alert", title: { vi: "Cảnh báo SOC", en: "SOC alerts" } },
  Body,
});
