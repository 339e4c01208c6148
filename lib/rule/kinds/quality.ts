import { z } from "zod";
import { say } from "../fields.ts";
import type { FeedCounts, QualityInput } from "../inputs.ts";
import { numberText, spanText } from "../words.ts";
import { type Kind, NO_VERDICTS } from "./kind.ts";

const percent = z.number().min(0).max(100);

const schema = z
  .strictObject({
    windowS: z
      .number()
      .min(60)
      .max(86_400)
      .meta(say({ vi: "Cửa sổ thời gian", en: "Window", unit: "s" })),
    refusedPct: percent.optional().meta(say({ vi: "Bị từ chối quá", en: "Refused more than", unit: "%" })),
    suspectPct: percent
      .optional()
      .meta(say({ vi: "Bị gắn cờ chất lượng quá", en: "Graded down more than", unit: "%" })),
    duplicatePct: percent
      .optional()
      .meta(say({ vi: "Trùng lặp quá", en: "Duplicates more than", unit: "%" })),
    completePct: percent.optional().meta(
      say({
        vi: "Đầy đủ dưới",
        en: "Complete less than",
        unit: "%",
        hintVi: "Số bản ghi đã lưu so với số mong đợi theo chu kỳ của các trạm",
        hintEn: "Rows stored, of those that the periods of its series let expect",
      }),
    ),
    leastReceived: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(20)
      .meta(
        say({
          vi: "Số bản ghi tối thiểu",
          en: "At least so many received",
          unit: "count",
          hintVi: "Ít hơn thì tỷ lệ không nói lên điều gì",
          hintEn: "Shares of fewer say nothing",
        }),
      ),
    deadbandPct: percent.default(1).meta(
      say({
        vi: "Khoảng trễ",
        en: "Deadband",
        unit: "%",
        hintVi: "Phải lùi qua ngưỡng bấy nhiêu điểm phần trăm mới coi là đã hết",
        hintEn: "So many percentage points back beyond the limit count as returned",
      }),
    ),
  })
  .refine((p) => LIMITS.some(({ param }) => p[param] !== undefined), {
    error: "give at least one limit",
    params: { vi: "Điền ít nhất một giới hạn.", en: "Give at least one limit." },
  })
  .meta(say({ vi: "Chất lượng dữ liệu của nguồn", en: "Data quality of a feed" }));
export type QualityParams = z.infer<typeof schema>;

/** What is measured, in the order in which it is told; x grows with what is bad. */
const LIMITS = [
  { id: "refused", param: "refusedPct", sign: 1 },
  { id: "suspect", param: "suspectPct", sign: 1 },
  { id: "duplicates", param: "duplicatePct", sign: 1 },
  { id: "incomplete", param: "completePct", sign: -1 },
] as const;
type Limit = (typeof LIMITS)[number];

type Ready = { params: QualityParams; priority: 1 | 2 | 3 | 4; windowMs: number };

const sampleSchema = z.object({
  at: z.number(),
  received: z.number(),
  stored: z.number(),
  duplicates: z.number(),
  graded: z.number(),
  refused: z.number(),
});
type Sample = z.infer<typeof sampleSchema>;
const stateSchema = z.object({
  level: z.string().nullable(),
  stale: z.boolean(),
  ring: z.array(sampleSchema).max(100),
});
type State = Readonly<z.infer<typeof stateSchema>>;
const CALM: State = Object.freeze({ level: null, stale: false, ring: [] });

/** So many samples span the window; one older than it is where the window begins. */
const SAMPLES = 30;

/**
 * The ring with the new sample; begun anew when the counters were, or when nobody looked for a whole window. Two
 * processes that take turns need not have quite the same time.
 */
function lengthen(ring: readonly Sample[], now: Sample, windowMs: number): readonly Sample[] {
  const last = ring.at(-1);
  if (last && (now.received < last.received || Math.abs(now.at - last.at) > windowMs)) return [now];
  if (last && now.at - last.at < windowMs / SAMPLES) return ring;
  const from = ring.findLastIndex((one) => one.at <= now.at - windowMs);
  return [...ring.slice(Math.max(0, from)), now];
}

/** What was counted since the window began; null while it is not full. */
function overWindow(
  ring: readonly Sample[],
  now: Sample,
  windowMs: number,
): (FeedCounts & { ms: number }) | null {
  const from = ring.findLast((one) => one.at <= now.at - windowMs);
  if (!from) return null;
  return {
    ms: now.at - from.at,
    received: now.received - from.received,
    stored: now.stored - from.stored,
    duplicates: now.duplicates - from.duplicates,
    graded: now.graded - from.graded,
    refused: now.refused - from.refused,
  };
}

type Share = { limit: Limit; value: number; bound: number };

function sharesOf(
  counted: FeedCounts & { ms: number },
  expectedPerS: number,
  params: QualityParams,
): Share[] {
  const { received, stored, refused, graded, duplicates, ms } = counted;
  const expected = (expectedPerS * ms) / 1000;
  const values = {
    refused: (100 * refused) / received,
    suspect: (100 * graded) / received,
    duplicates: (100 * duplicates) / received,
    incomplete: expected > 0 ? (100 * stored) / expected : 100,
  };
  return LIMITS.flatMap((limit) => {
    const bound = params[limit.param];
    if (bound === undefined) return [];
    return [{ limit, value: Math.round(10 * values[limit.id]) / 10, bound }];
  });
}

function isBad({ limit, value, bound }: Share, back: number): boolean {
  return limit.sign * (value - bound) > -back;
}

function judgeShares(state: State, shares: readonly Share[], { now, ready }: { now: number; ready: Ready }) {
  const { priority, params } = ready;
  const held = shares.find((one) => one.limit.id === state.level && isBad(one, params.deadbandPct));
  const worst = held ?? shares.find((one) => isBad(one, 0));
  if (!worst) {
    if (state.level === null) return { state, verdicts: NO_VERDICTS };
    const value = shares.find((one) => one.limit.id === state.level)?.value ?? null;
    const verdicts = [{ type: "returned" as const, at: now, value, peak: null }];
    return { state: { ...state, level: null, stale: false }, verdicts };
  }
  const level = worst.limit.id;
  const { value, bound: limit } = worst;
  if (level === state.level) {
    if (!state.stale) return { state, verdicts: NO_VERDICTS };
    return { state: { ...state, stale: false }, verdicts: [{ type: "resumed" as const, at: now, value }] };
  }
  const standing = { at: now, priority, level, value, limit, peak: value };
  const next = { ...state, level, stale: false };
  if (state.level === null) return { state: next, verdicts: [{ type: "raised" as const, ...standing }] };
  return { state: next, verdicts: [{ type: "level_changed" as const, up: false, ...standing }] };
}

export default {
  id: "quality",
  title: { vi: "Chất lượng dữ liệu của nguồn", en: "Data quality of a feed" },
  over: "quality",
  listens: false,
  schema,
  example: { windowS: 1_800, refusedPct: 5, suspectPct: 10, completePct: 80 },
  sentence({ windowS, ...limits }, language) {
    const vi = language === "vi";
    const names = {
      refused: vi ? "bị từ chối trên" : "refused over",
      suspect: vi ? "bị gắn cờ trên" : "graded down over",
      duplicates: vi ? "trùng lặp trên" : "duplicates over",
      incomplete: vi ? "đầy đủ dưới" : "complete under",
    };
    const parts = LIMITS.flatMap(({ id, param }) => {
      const bound = limits[param];
      return bound === undefined ? [] : [`${names[id]} ${numberText(bound, language)}%`];
    });
    return `${vi ? "Trong" : "Over"} ${spanText(windowS, language)}: ${parts.join(vi ? " hoặc " : " or ")}`;
  },
  ready: (params, { priority }) => ({ params, priority, windowMs: params.windowS * 1000 }),
  restore(saved, alert) {
    const level = alert && alert.process !== "returned" ? alert.level : null;
    const state = stateSchema.safeParse(saved).data;
    const stale = alert?.process === "unknown";
    return state ? { ...state, level, stale } : { ...CALM, level, stale };
  },
  judge(state, { now, counts, expectedPerS }, ready) {
    const sample = { at: now, ...counts };
    const ring = lengthen(state.ring, sample, ready.windowMs);
    const next = ring === state.ring ? state : { ...state, ring: [...ring] };
    const counted = overWindow(ring, sample, ready.windowMs);
    if (!counted) return { state: next, verdicts: NO_VERDICTS };
    if (counted.received < ready.params.leastReceived) {
      // A source that says nothing is not a bad one: that it is silent is another rule's to say.
      if (next.level === null || next.stale) return { state: next, verdicts: NO_VERDICTS };
      return { state: { ...next, stale: true }, verdicts: [{ type: "stale", at: now }] };
    }
    return judgeShares(next, sharesOf(counted, expectedPerS, ready.params), { now, ready });
  },
  differs: (a, b) => a.ring !== b.ring,
} satisfies Kind<QualityParams, Ready, State, QualityInput>;
