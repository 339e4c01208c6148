import { z } from "zod";
import { STALE_PERIODS } from "#lib/asset/model.ts";
import { deadbandField, levelIdField, offDelayField, onDelayField, priorityField, say } from "../fields.ts";
import { judgeLatch, type Latch, latchDiffers, type Ready, restoreLatch } from "../latch.ts";
import { delayText, levelText, numberText } from "../words.ts";
import type { Kind } from "./kind.ts";

const level = z
  .strictObject({
    /** A level of the series' threshold set, or any name when `value` fixes the limit here. */
    id: levelIdField,
    priority: priorityField,
    value: z
      .number()
      .optional()
      .meta(
        say({
          vi: "Ngưỡng",
          en: "Limit",
          unit: "metric",
          hintVi: "Bỏ trống: lấy từ bộ ngưỡng của trạm, có hiệu lực vào lúc đo",
          hintEn: "Empty: from the station's threshold set, valid at the time of the reading",
        }),
      ),
  })
  .meta(say({ vi: "Mức", en: "Level" }));

const schema = z
  .strictObject({
    direction: z
      .enum(["above", "below"])
      .default("above")
      .meta(
        say({
          vi: "Chiều",
          en: "Direction",
          options: {
            above: { vi: "Cao hơn hoặc bằng", en: "At or above" },
            below: { vi: "Thấp hơn hoặc bằng", en: "At or below" },
          },
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
  .meta(say({ vi: "Vượt ngưỡng", en: "Threshold" }));
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
    const names = levels
      .map(({ id, priority, value }) =>
        value === undefined
          ? `${levelText(id, language)} (P${priority})`
          : `${numberText(value, language)} (P${priority})`,
      )
      .join(", ");
    const on = delayText(onDelayS, language);
    const off = delayText(offDelayS, language);
    const back = numberText(deadband, language);
    const above = direction === "above";
    if (language === "en")
      return `At or ${direction} ${names}${on}; returns when back beyond the limit by more than ${back}${off}`;
    return above
      ? `Từ ${names} trở lên${on}; hết khi xuống dưới ngưỡng quá ${back}${off}`
      : `Từ ${names} trở xuống${on}; hết khi lên trên ngưỡng quá ${back}${off}`;
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
  late({ sign, steps, onDelayMs }, _, value) {
    const step = steps.findLast((one) => one.x <= sign * value);
    if (!step) return null;
    const { id: level, priority, limit } = step;
    return { priority, level, value, limit, afterS: onDelayMs / 1000 };
  },
  differs: latchDiffers,
} satisfies Kind<ThresholdParams, Ready, Latch>;
