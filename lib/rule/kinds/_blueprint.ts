import { z } from "zod";
import { say } from "../fields.ts";
import { type Kind, NO_VERDICTS } from "./kind.ts";

// Copy this file, name it after the new kind, and add one line to index.ts. The form, the contract tests and the
// table in the documentation are drawn from what it exports. Keep judge() pure and its state JSON: a replay on
// history and a restart depend on it.

/** What a person sets; each field and group with its words, unit and limits. */
const schema = z
  .strictObject({ limit: z.number().meta(say({ vi: "Ngưỡng", en: "Limit", unit: "metric" })) })
  .meta(say({ vi: "Bản mẫu", en: "Blueprint" }));
type Params = z.infer<typeof schema>;
/** What judging needs, made once per object and threshold set. */
type Ready = { limit: number; priority: 1 | 2 | 3 | 4 };
type State = { raised: boolean };

export default {
  id: "blueprint",
  title: { vi: "Bản mẫu", en: "Blueprint" },
  over: "series",
  listens: true,
  schema,
  example: { limit: 10 },
  sentence: ({ limit }, language) => (language === "vi" ? `Từ ${limit} trở lên` : `At or above ${limit}`),
  ready: ({ limit }, { priority }) => ({ limit, priority }),
  restore: (_, alert) => ({ raised: alert !== null && alert.process !== "returned" }),
  judge(state, { time: at, value }, { limit, priority }) {
    if (value === null || value >= limit === state.raised) return { state, verdicts: NO_VERDICTS };
    if (state.raised)
      return { state: { raised: false }, verdicts: [{ type: "returned", at, value, peak: null }] };
    const standing = { priority, level: null, value, limit, peak: value };
    return { state: { raised: true }, verdicts: [{ type: "raised", at, ...standing }] };
  },
  differs: (a, b) => a.raised !== b.raised,
} satisfies Kind<Params, Ready, State>;
