import { z } from "zod";
import type { Verdict } from "#lib/alert/event.ts";
import type { Alert } from "#lib/alert/model.ts";
import { STALE_PERIODS } from "#lib/asset/model.ts";
import { type Band, SLOTS, shapeKey, slotter } from "#lib/season/model.ts";
import { offDelayField, onDelayField, say } from "../fields.ts";
import {
  judgeLatch,
  type Latch,
  type Ready as LatchReady,
  latchDiffers,
  restoreLatch,
  type Step,
} from "../latch.ts";
import { delayText, numberText } from "../words.ts";
import { type Kind, NO_VERDICTS } from "./kind.ts";

const pct = z.number().min(0).max(100);

const schema = z
  .strictObject({
    direction: z
      .enum(["above", "below", "both"])
      .default("both")
      .meta(
        say({
          vi: "Chiều",
          en: "Direction",
          options: {
            above: { vi: "Cao bất thường", en: "Unusually high" },
            below: { vi: "Thấp bất thường", en: "Unusually low" },
            both: { vi: "Cả hai", en: "Both" },
          },
        }),
      ),
    factor: z
      .number()
      .min(0)
      .max(100)
      .default(1)
      .meta(
        say({
          vi: "Số lần bề rộng dải",
          en: "Times the band's width",
          unit: "count",
          hintVi: "Báo khi ra ngoài dải quá bấy nhiêu lần bề rộng của dải",
          hintEn: "Rings when beyond the band by so many of its widths",
        }),
      ),
    minWidth: z
      .number()
      .positive()
      .meta(
        say({
          vi: "Bề rộng dải tối thiểu",
          en: "Least width",
          unit: "metric",
          hintVi: "Dải hẹp hơn được coi như rộng bấy nhiêu",
          hintEn: "A narrower band counts as this wide",
        }),
      ),
    slots: z
      .enum(SLOTS)
      .default("hour_of_week")
      .meta(
        say({
          vi: "So với",
          en: "Compared with",
          options: {
            hour_of_week: { vi: "Cùng giờ, cùng thứ trong tuần", en: "The same hour of the week" },
            hour_of_day: { vi: "Cùng giờ trong ngày", en: "The same hour of the day" },
          },
        }),
      ),
    weeks: z
      .int()
      .min(1)
      .max(52)
      .default(8)
      .meta(say({ vi: "Số tuần dữ liệu", en: "Weeks of data", unit: "count" })),
    lowPct: pct.default(5).meta(say({ vi: "Phân vị dưới", en: "Low percentile", unit: "%" })),
    highPct: pct.default(95).meta(say({ vi: "Phân vị trên", en: "High percentile", unit: "%" })),
    minSamples: z
      .int()
      .min(2)
      .max(1_000)
      .default(4)
      .meta(
        say({
          vi: "Số mẫu tối thiểu mỗi giờ",
          en: "Fewest samples an hour",
          unit: "count",
          hintVi: "Giờ nào có ít mẫu hơn thì không xét",
          hintEn: "Hours with fewer are not judged",
        }),
      ),
    onDelayS: onDelayField,
    offDelayS: offDelayField,
  })
  .refine((p) => p.lowPct < p.highPct, {
    path: ["highPct"],
    error: "highPct must be above lowPct",
    params: { vi: "Phải lớn hơn bách phân vị thấp.", en: "Must be above the low percentile." },
  })
  .meta(say({ vi: "Khác thường theo mùa", en: "Deviation from the usual" }));
export type DeviationParams = z.infer<typeof schema>;

type Ready = {
  band: Band;
  slotOf: (time: number) => number;
  above: boolean;
  below: boolean;
  minWidth: number;
  minSamples: number;
  factor: number;
  latch: LatchReady;
};
/** `seen`: the value and limit of the newest reading; `far`: the value that lay farthest out. */
type State = Readonly<{ latch: Latch; seen: Seen | null; far: { widths: number; value: number } | null }>;
type Seen = { value: number; limit: number };

const saved = z.object({ latch: z.unknown() });
/** How far back inside it must come, in widths of the band. */
const BACK = 0.25;

export default {
  id: "deviation",
  title: { vi: "Khác thường theo mùa", en: "Deviation from the usual" },
  over: "series",
  listens: true,
  schema,
  example: { direction: "both", factor: 1, minWidth: 0.1, slots: "hour_of_week", weeks: 8, onDelayS: 900 },
  sentence({ direction, factor, slots, weeks, onDelayS, offDelayS }, language) {
    const vi = language === "vi";
    const by = numberText(factor, language);
    const on = delayText(onDelayS, language);
    const off = delayText(offDelayS, language);
    if (vi) {
      const how = { above: "Cao hơn", below: "Thấp hơn", both: "Ra ngoài" }[direction];
      const same = slots === "hour_of_week" ? "cùng giờ cùng thứ" : "cùng giờ";
      return `${how} dải thường gặp ${same} của ${weeks} tuần quá ${by} lần bề rộng dải${on}; hết khi trở lại${off}`;
    }
    const how = { above: "Above", below: "Below", both: "Outside" }[direction];
    const same = slots === "hour_of_week" ? "the hour of the week" : "the hour of the day";
    return `${how} what is usual for ${same} over ${weeks} weeks by more than ${by} times its width${on}; returns when back${off}`;
  },
  shape: ({ slots, weeks, lowPct, highPct }) => ({ slots, weeks, lowPct, highPct }),
  ready(params, { bands, priority, periodMs }) {
    const band = bands?.get(shapeKey(params));
    if (!band?.samples.some((n) => n >= params.minSamples)) return null;
    const { direction, factor, minWidth, minSamples } = params;
    return {
      band,
      slotOf: slotter(band.zone, params.slots),
      above: direction !== "below",
      below: direction !== "above",
      minWidth,
      minSamples,
      factor,
      latch: {
        sign: 1,
        steps: [{ id: "unusual", priority, limit: factor, x: factor }],
        deadband: Math.min(BACK, factor / 2),
        onDelayMs: params.onDelayS * 1000,
        offDelayMs: params.offDelayS * 1000,
        staleMs: STALE_PERIODS * periodMs,
      },
    };
  },
  restore(stored, alert) {
    const known = stored === null ? undefined : saved.safeParse(stored).data;
    const { value, limit } = alert ?? { value: null, limit: null };
    const seen = value === null || limit === null ? null : { value, limit };
    return { latch: restoreLatch(known?.latch ?? null, levelled(alert)), seen, far: null };
  },
  judge(state, input, ready) {
    if (input.value === null) {
      const { state: latch, verdicts } = judgeLatch(state.latch, input, ready.latch);
      if (latch === state.latch) return { state, verdicts: NO_VERDICTS };
      return { state: { ...state, latch }, verdicts: verdicts.map((one) => inUnit(one, state)) };
    }
    const out = outside(input.time, input.value, ready);
    // The hour has too few samples to say what is usual: nothing is judged, nothing ends.
    if (out === null) return { state, verdicts: NO_VERDICTS };
    const { widths, limit } = out;
    const { state: latch, verdicts } = judgeLatch(state.latch, { ...input, value: widths }, ready.latch);
    const isCalm = latch.level === null && latch.toward === null;
    if (isCalm && state.seen === null && verdicts.length === 0) return { state, verdicts };
    const seen = { value: input.value, limit };
    const far = farther(state.far, { widths, value: input.value });
    // What fell due before this reading speaks of the one before it.
    const told = verdicts.map((one) => inUnit(one, one.at < input.time ? state : { seen, far }));
    return { state: isCalm ? { latch, seen: null, far: null } : { latch, seen, far }, verdicts: told };
  },
  late(ready, time, value) {
    const out = outside(time, value, ready);
    if (out === null || out.widths < ready.factor) return null;
    const { priority } = ready.latch.steps[0] as Step;
    return { priority, level: null, value, limit: out.limit, afterS: ready.latch.onDelayMs / 1000 };
  },
  differs: (a, b) => latchDiffers(a.latch, b.latch),
} satisfies Kind<DeviationParams, Ready, State>;

/** How many widths of the band the value lies outside it (negative: inside), and the limit on that side. */
function outside(time: number, value: number, ready: Ready): { widths: number; limit: number } | null {
  const { band, above, below, minWidth, minSamples, factor } = ready;
  const slot = ready.slotOf(time);
  if ((band.samples[slot] as number) < minSamples) return null;
  const low = band.low[slot] as number;
  const high = band.high[slot] as number;
  const width = Math.max(high - low, minWidth);
  const over = above ? (value - high) / width : Number.NEGATIVE_INFINITY;
  const under = below ? (low - value) / width : Number.NEGATIVE_INFINITY;
  return over >= under
    ? { widths: over, limit: high + factor * width }
    : { widths: under, limit: low - factor * width };
}

type Far = State["far"];

function farther(before: Far, now: { widths: number; value: number }): Far {
  return before === null || now.widths > before.widths ? now : before;
}

/** A person reads the metric's unit, not widths of a band. */
function inUnit(verdict: Verdict, { seen, far }: Pick<State, "seen" | "far">): Verdict {
  const value = seen?.value ?? null;
  const peak = far?.value ?? value;
  switch (verdict.type) {
    case "raised":
    case "level_changed":
      return { ...verdict, level: null, value, limit: seen?.limit ?? null, peak };
    case "peaked":
      return peak === null ? verdict : { ...verdict, peak };
    case "returned":
      return { ...verdict, value, peak };
    case "resumed":
      return { ...verdict, value };
    case "stale":
    case "withdrawn":
      return verdict;
  }
}

/** Its alerts have no level and speak in the metric's unit; the latch knows one step, and widths of the band. */
function levelled(alert: Alert | null): Alert | null {
  return alert === null ? null : { ...alert, level: "unusual", value: null, peak: null };
}
