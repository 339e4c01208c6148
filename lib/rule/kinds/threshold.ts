import { z } from "zod";
import { IDENT, STALE_PERIODS } from "#lib/asset/model.ts";
import { judgeLatch, type Latch, latchDiffers, type Ready, restoreLatch } from "../latch.ts";
import type { Kind } from "./kind.ts";

const level = z.strictObject({
  /** A level of the series' threshold set, or any name when `value` fixes the limit here. */
  id: z.string().regex(IDENT),
  priority: z.literal([1, 2, 3, 4]),
  /** In the metric's unit; absent: from the threshold set valid at the time of the reading. */
  value: z.number().optional(),
});

const schema = z.strictObject({
  direction: z.enum(["above", "below"]).default("above"),
  levels: z.array(level).min(1).max(12),
  /** How far back beyond a limit the value must go to count as returned; metric's unit. */
  deadband: z.number().min(0).default(0),
  onDelayS: z.number().min(0).max(86_400).default(0),
  offDelayS: z.number().min(0).max(86_400).default(0),
});
export type ThresholdParams = z.infer<typeof schema>;

export default {
  id: "threshold",
  title: { vi: "Vượt ngưỡng", en: "Threshold" },
  over: "series",
  listens: true,
  schema,
  example: {
    direction: "above",
    levels: [
      { id: "bd1", priority: 3 },
      { id: "bd2", priority: 2 },
      { id: "bd3", priority: 1 },
    ],
    deadband: 0.05,
    onDelayS: 120,
    offDelayS: 600,
  },
  sentence({ direction, levels, deadband, onDelayS, offDelayS }, language) {
    const names = levels.map((l) => (l.value === undefined ? l.id : `${l.id} = ${l.value}`)).join(", ");
    return language === "vi"
      ? `${direction === "above" ? "Cao hơn hoặc bằng" : "Thấp hơn hoặc bằng"} ${names} trong ${onDelayS} giây; hết khi lùi quá ${deadband} trong ${offDelayS} giây`
      : `At or ${direction} ${names} for ${onDelayS} s; returns when back by more than ${deadband} for ${offDelayS} s`;
  },
  ready(params, { levels, periodMs }) {
    const sign = params.direction === "above" ? 1 : -1;
    const steps = params.levels.flatMap(({ id, priority, value }) => {
      const limit = value ?? levels.find((l) => l.id === id)?.value;
      return limit === undefined ? [] : [{ id, priority, limit, x: sign * limit }];
    });
    if (steps.length === 0) return null;
    steps.sort((a, b) => a.x - b.x);
    return {
      sign,
      steps,
      deadband: params.deadband,
      onDelayMs: params.onDelayS * 1000,
      offDelayMs: params.offDelayS * 1000,
      staleMs: STALE_PERIODS * periodMs,
    };
  },
  restore: restoreLatch,
  judge: judgeLatch,
  differs: latchDiffers,
} satisfies Kind<ThresholdParams, Ready, Latch>;
