import { z } from "zod";
import { STALE_PERIODS } from "#lib/asset/model.ts";
import { chosenZones, deepest, isWithin } from "#lib/zone/choice.ts";
import type { Zone } from "#lib/zone/model.ts";
import { exceptFields, priorityField, say, zonesFields } from "../fields.ts";
import { judgeLatch, type Latch, type Ready as LatchReady, latchDiffers, restoreLatch } from "../latch.ts";
import { numberText, spanText } from "../words.ts";
import type { Fix, Kind, PositionInput } from "./kind.ts";

const schema = z
  .strictObject({
    ...zonesFields,
    when: z.enum(["enters", "leaves", "stays"]).meta(
      say({
        vi: "Báo khi",
        en: "Rings when it",
        options: {
          enters: { vi: "Đi vào vùng", en: "Enters the zone" },
          leaves: { vi: "Ra khỏi vùng", en: "Leaves the zone" },
          stays: { vi: "Ở lại trong vùng", en: "Stays in the zone" },
        },
      }),
    ),
    minutes: z
      .number()
      .min(0)
      .max(43_200)
      .optional()
      .meta(
        say({
          vi: "Ở lại quá",
          en: "Longer than",
          unit: "min",
          hintVi: "Chỉ dùng khi báo theo thời gian ở lại",
          hintEn: "Only where it rings for staying",
        }),
      ),
    bufferM: z
      .number()
      .min(1)
      .max(200_000)
      .optional()
      .meta(
        say({
          vi: "Vùng đệm",
          en: "Buffer",
          unit: "m",
          hintVi: "Báo sớm khi còn cách ranh giới bấy nhiêu mét; 1 hải lý = 1.852 m",
          hintEn: "Warns so many metres before the edge; 1 NM = 1,852 m",
        }),
      ),
    bufferPriority: priorityField.optional().meta(
      say({
        vi: "Ưu tiên trong vùng đệm",
        en: "Priority in the buffer",
        options: optionsOf(priorityField),
      }),
    ),
    deadbandM: z
      .number()
      .min(0)
      .max(20_000)
      .default(0)
      .meta(
        say({
          vi: "Khoảng trễ vị trí",
          en: "Deadband",
          unit: "m",
          hintVi: "Phải lùi qua ranh giới quá khoảng này mới coi là đã hết",
          hintEn: "How far back over the edge it must go to count as returned",
        }),
      ),
    minSpeed: z
      .number()
      .min(0)
      .max(1_000)
      .optional()
      .meta(say({ vi: "Tốc độ tối thiểu", en: "Least speed", unit: "km/h" })),
    ...exceptFields,
  })
  .refine((p) => (p.zones === undefined) !== (p.zoneKind === undefined), {
    error: "give either zones or a kind of zone",
    params: {
      vi: "Chọn các vùng hoặc một loại vùng, không cả hai.",
      en: "Give either zones or a kind of zone.",
    },
  })
  .refine((p) => (p.when === "stays") === (p.minutes !== undefined), {
    path: ["minutes"],
    error: "minutes belong to 'stays', which needs them",
    params: {
      vi: "Số phút chỉ dùng cho “ở lại”, và ở lại thì phải có số phút.",
      en: "Minutes belong to “stays”, which needs them.",
    },
  })
  .refine((p) => p.bufferM === undefined || p.when !== "stays", {
    path: ["bufferM"],
    error: "staying has no buffer",
    params: { vi: "Ở lại trong vùng thì không có vùng đệm.", en: "Staying has no buffer." },
  })
  .meta(say({ vi: "Vào, ra hoặc ở lại trong vùng", en: "Zone" }));
export type ZoneParams = z.infer<typeof schema>;

type Ready = LatchReady & {
  zones: readonly Zone[];
  except: readonly Zone[];
  /** Outside is outside: farther than this is told as this. */
  farM: number;
  inward: boolean;
  minSpeed: number;
};

const INSIDE = { enters: "inside", leaves: "outside", stays: "stays" } as const;

/**
 * Metres beyond the edge, as the latch judges it: positive where the rule rings. Below it where it may not ring at
 * all: in an excepted zone, or too slow.
 */
function beyond(fix: Fix, time: number, { zones, except, farM, inward, minSpeed }: Ready): number {
  if ((fix.speed ?? 0) < minSpeed || isWithin(except, fix, time)) return -farM;
  const depth = deepest(zones, fix, { time, farM });
  const metres = Math.max(-farM, Math.min(farM, inward ? depth : -depth));
  return Math.round(metres);
}

export default {
  id: "zone",
  title: { vi: "Vào, ra hoặc ở lại trong vùng", en: "Zone" },
  over: "positions",
  listens: true,
  schema,
  example: { zoneKind: "port", when: "enters", bufferM: 5_556, bufferPriority: 3, deadbandM: 100 },
  sentence({ zones, zoneKind, when, minutes, bufferM, minSpeed }, language) {
    const which = zones?.join(", ") ?? zoneKind;
    const vi = language === "vi";
    const does = {
      enters: vi ? `Đi vào vùng ${which}` : `Enters ${which}`,
      leaves: vi ? `Ra khỏi vùng ${which}` : `Leaves ${which}`,
      stays: vi
        ? `Ở trong vùng ${which} quá ${spanText((minutes ?? 0) * 60, language)}`
        : `In ${which} for ${spanText((minutes ?? 0) * 60, language)}`,
    }[when];
    const near = bufferM ? `${vi ? ", báo sớm trước" : ", warned"} ${numberText(bufferM, language)} m` : "";
    const fast = minSpeed ? `${vi ? ", từ" : ", from"} ${numberText(minSpeed, language)} km/h` : "";
    return `${does}${near}${fast}`;
  },
  ready(params, { zones: all = [], priority, periodMs }) {
    const zones = chosenZones(all, { ids: params.zones, kind: params.zoneKind });
    if (zones.length === 0) return null;
    const { bufferM, bufferPriority = priority, deadbandM } = params;
    const inside = { id: INSIDE[params.when], priority, limit: 0, x: 0 };
    const near = { id: "near", priority: bufferPriority, limit: -(bufferM ?? 0), x: -(bufferM ?? 0) };
    return {
      sign: 1,
      steps: bufferM === undefined ? [inside] : [near, inside],
      deadband: deadbandM,
      onDelayMs: (params.minutes ?? 0) * 60_000,
      offDelayMs: 0,
      staleMs: STALE_PERIODS * periodMs,
      zones,
      except: chosenZones(all, { ids: params.exceptZones, kind: params.exceptKind }),
      farM: (bufferM ?? 0) + deadbandM + 1_000,
      inward: params.when !== "leaves",
      minSpeed: params.minSpeed ?? 0,
    };
  },
  restore: restoreLatch,
  judge(state, { fix, last: _, ...look }, ready) {
    const value = fix === null ? null : beyond(fix, look.time, ready);
    return judgeLatch(state, { ...look, value }, ready);
  },
  differs: latchDiffers,
} satisfies Kind<ZoneParams, Ready, Latch, PositionInput>;

/** A field that is used under another name keeps its choices. */
function optionsOf(field: z.ZodType): { [value: string]: { vi: string; en: string } } {
  return (field.meta() as { options: { [value: string]: { vi: string; en: string } } }).options;
}
