import { z } from "zod";
import { STALE_PERIODS } from "#lib/asset/model.ts";
import { deadbandField, levelIdField, offDelayField, onDelayField, priorityField, say } from "../fields.ts";
import {
  CALM,
  judgeLatch,
  type Latch,
  type Ready as LatchReady,
  latchDiffers,
  restoreLatch,
} from "../latch.ts";
import { change, EMPTY, hear, type Window, windowSchema } from "../window.ts";
import { delayText, numberText, spanText } from "../words.ts";
import type { Kind } from "./kind.ts";

const level = z
  .strictObject({
    id: levelIdField,
    priority: priorityField,
    value: z
      .number()
      .positive()
      .meta(say({ vi: "Mức thay đổi", en: "Change", unit: "metric" })),
  })
  .meta(say({ vi: "Mức", en: "Level" }));

const schema = z
  .strictObject({
    direction: z
      .enum(["rising", "falling"])
      .default("rising")
      .meta(
        say({
          vi: "Chiều",
          en: "Direction",
          options: { rising: { vi: "Tăng", en: "Rising" }, falling: { vi: "Giảm", en: "Falling" } },
        }),
      ),
    windowMin: z
      .number()
      .min(1)
      .max(1_440)
      .meta(
        say({
          vi: "Trong khoảng",
          en: "Within",
          unit: "min",
          hintVi: "So với giá trị thấp nhất (tăng) hoặc cao nhất (giảm) trong khoảng này",
          hintEn: "Against the lowest (rising) or highest (falling) value of this span",
        }),
      ),
    levels: z
      .array(level)
      .min(1)
      .max(12)
      .meta(say({ vi: "Các mức", en: "Levels" })),
    deadband: deadbandField,
    onDelayS: onDelayField,
    offDelayS: offDelayField,
  })
  .meta(say({ vi: "Thay đổi nhanh", en: "Rate of change" }));
export type RateParams = z.infer<typeof schema>;

type Ready = { sign: 1 | -1; windowMs: number; latch: LatchReady };
type State = Readonly<{ latch: Latch; window: Window }>;

const saved = z.object({ latch: z.unknown(), window: windowSchema });

export default {
  id: "rate",
  title: { vi: "Thay đổi nhanh", en: "Rate of change" },
  over: "series",
  listens: true,
  schema,
  example: {
    direction: "rising",
    windowMin: 60,
    levels: [
      { id: "nhanh", priority: 3, value: 0.5 },
      { id: "rat-nhanh", priority: 2, value: 1 },
    ],
    deadband: 0.1,
    offDelayS: 600,
  },
  sentence({ direction, windowMin, levels, deadband, onDelayS, offDelayS }, language) {
    const by = levels
      .map(({ priority, value }) => `${numberText(value, language)} (P${priority})`)
      .join(", ");
    const span = spanText(windowMin * 60, language);
    const on = delayText(onDelayS, language);
    const off = delayText(offDelayS, language);
    const back = numberText(deadband, language);
    return language === "vi"
      ? `${direction === "rising" ? "Tăng" : "Giảm"} từ ${by} trở lên trong ${span}${on}; hết khi mức thay đổi lùi dưới ngưỡng quá ${back}${off}`
      : `${direction === "rising" ? "Rises" : "Falls"} by ${by} or more within ${span}${on}; returns when the change is below the limit by more than ${back}${off}`;
  },
  ready({ direction, windowMin, levels, deadband, onDelayS, offDelayS }, { periodMs }) {
    const steps = levels.map(({ id, priority, value }) => ({ id, priority, limit: value, x: value }));
    steps.sort((a, b) => a.x - b.x);
    return {
      sign: direction === "rising" ? 1 : -1,
      windowMs: windowMin * 60_000,
      latch: {
        sign: 1,
        steps,
        deadband,
        onDelayMs: onDelayS * 1000,
        offDelayMs: offDelayS * 1000,
        staleMs: STALE_PERIODS * periodMs,
      },
    };
  },
  restore(stored, alert) {
    const known = stored === null ? undefined : saved.safeParse(stored).data;
    return { latch: restoreLatch(known?.latch ?? null, alert), window: known?.window ?? EMPTY };
  },
  lookback: ({ windowMs }) => windowMs,
  recall({ latch }, past, { sign, windowMs }) {
    let window = EMPTY;
    for (const [time, value] of past) window = hear(window, { time, value: sign * value, windowMs });
    return { latch, window };
  },
  judge(state, input, { sign, windowMs, latch: ready }) {
    if (input.value === null) {
      const { state: latch, verdicts } = judgeLatch(state.latch, input, ready);
      return { state: latch === state.latch ? state : { latch, window: state.window }, verdicts };
    }
    const window = hear(state.window, { time: input.time, value: sign * input.value, windowMs });
    // Alerts speak of the change: it is what the limit is about.
    const { state: latch, verdicts } = judgeLatch(state.latch, { ...input, value: change(window) }, ready);
    return { state: { latch, window }, verdicts };
  },
  // The window is read from the readings themselves after a restart.
  differs: (a, b) => latchDiffers(a.latch ?? CALM, b.latch ?? CALM),
} satisfies Kind<RateParams, Ready, State>;
