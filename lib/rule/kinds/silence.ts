import { z } from "zod";
import { say } from "../fields.ts";
import { numberText, spanText } from "../words.ts";
import { type FeedVoice, type Kind, NO_VERDICTS } from "./kind.ts";

const schema = z
  .strictObject({
    periods: z
      .number()
      .min(1)
      .max(1_000)
      .optional()
      .meta(
        say({
          vi: "Số chu kỳ mất tín hiệu",
          en: "Silent periods",
          unit: "periods",
          hintVi: "Theo chu kỳ gửi của trạm hoặc nguồn; hoặc nhập số giây, không nhập cả hai",
          hintEn: "Of the expected period of the series or feed; or give seconds, not both",
        }),
      ),
    seconds: z
      .number()
      .min(1)
      .max(31_536_000)
      .optional()
      .meta(say({ vi: "Số giây mất tín hiệu", en: "Silent seconds", unit: "s" })),
  })
  .refine((p) => (p.periods === undefined) !== (p.seconds === undefined), {
    error: "give either periods or seconds",
    params: { vi: "Điền số chu kỳ hoặc số giây, không điền cả hai.", en: "Give either periods or seconds." },
  })
  .meta(say({ vi: "Mất dữ liệu", en: "No data" }));
export type SilenceParams = z.infer<typeof schema>;

type Ready = { allowedMs: number; periodMs: number; priority: 1 | 2 | 3 | 4 };
type State = Readonly<{ silent: boolean }>;

const HEARD: State = Object.freeze({ silent: false });
const SILENT: State = Object.freeze({ silent: true });

/**
 * The whole feed is quiet, or was until less than a period ago: its own rule rings for the cause, and this series
 * rings only if it stays away when the others are back.
 */
export function isSymptom(
  { heard, gap, back }: FeedVoice,
  now: number,
  { allowedMs, periodMs }: Pick<Ready, "allowedMs" | "periodMs">,
): boolean {
  const long = allowedMs / 2;
  return now > heard + long || (gap > long && now < back + periodMs);
}

export default {
  id: "silence",
  title: { vi: "Mất dữ liệu", en: "No data" },
  over: "series_and_feeds",
  listens: false,
  schema,
  example: { periods: 3 },
  sentence({ periods, seconds }, language) {
    const span = seconds === undefined ? null : spanText(seconds, language);
    if (language === "vi")
      return `Không có dữ liệu trong ${span ?? `${numberText(periods ?? 1, language)} chu kỳ`}`;
    return `Nothing heard for ${span ?? `${numberText(periods ?? 1, language)} periods`}`;
  },
  ready({ periods, seconds }, { periodMs, priority }) {
    return {
      priority,
      periodMs,
      allowedMs: seconds === undefined ? (periods ?? 1) * periodMs : seconds * 1000,
    };
  },
  restore(_, alert) {
    return alert && alert.process !== "returned" ? SILENT : HEARD;
  },
  judge(state, { time: now, heard, since, feed }, ready) {
    const { allowedMs, priority } = ready;
    if (state.silent) {
      if (now > heard + allowedMs) return { state, verdicts: NO_VERDICTS };
      return { state: HEARD, verdicts: [{ type: "returned", at: now, value: null, peak: null }] };
    }
    const at = Math.max(heard, since) + allowedMs;
    if (now <= at) return { state, verdicts: NO_VERDICTS };
    if (feed && isSymptom(feed, now, ready)) return { state, verdicts: NO_VERDICTS };
    const standing = { priority, level: null, value: null, limit: allowedMs / 1000, peak: null };
    return { state: SILENT, verdicts: [{ type: "raised", at, ...standing }] };
  },
  wakes(state, { heard, since }, { allowedMs }) {
    return state.silent ? Number.POSITIVE_INFINITY : Math.max(heard, since) + allowedMs + 1;
  },
  // The alert itself says whether it was silent.
  differs: () => false,
} satisfies Kind<SilenceParams, Ready, State>;
