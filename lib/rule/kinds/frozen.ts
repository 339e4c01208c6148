import { z } from "zod";
import type { Verdict } from "#lib/alert/event.ts";
import { STALE_PERIODS } from "#lib/asset/model.ts";
import { say } from "../fields.ts";
import { numberText, spanText } from "../words.ts";
import { type Input, type Judgement, type Kind, NO_VERDICTS } from "./kind.ts";

const schema = z
  .strictObject({
    intervals: z
      .int()
      .min(2)
      .max(10_000)
      .meta(
        say({
          vi: "Số chu kỳ đứng yên",
          en: "Unchanged periods",
          unit: "periods",
          hintVi: "Theo chu kỳ đo của trạm",
          hintEn: "Of the expected period of the series",
        }),
      ),
    minMin: z
      .number()
      .min(0)
      .max(10_080)
      .default(0)
      .meta(
        say({
          vi: "Ít nhất trong",
          en: "At least for",
          unit: "min",
          hintVi: "Không báo trước khi đứng yên đủ lâu, dù đã đủ số chu kỳ",
          hintEn: "Does not ring before, even when the periods are reached",
        }),
      ),
    epsilon: z
      .number()
      .min(0)
      .default(0)
      .meta(
        say({
          vi: "Dao động coi như đứng yên",
          en: "Change that counts as none",
          unit: "metric",
        }),
      ),
    ignoreAtOrBelow: z
      .number()
      .optional()
      .meta(
        say({
          vi: "Bỏ qua khi thấp hơn hoặc bằng",
          en: "Ignore at or below",
          unit: "metric",
          hintVi: "Giá trị mà đứng yên là bình thường, ví dụ mưa 0",
          hintEn: "Where constancy is normal, such as no rain",
        }),
      ),
    ignoreEqual: z
      .number()
      .optional()
      .meta(
        say({
          vi: "Bỏ qua khi bằng",
          en: "Ignore when equal to",
          unit: "metric",
          hintVi: "Ví dụ pin đầy 100 %",
          hintEn: "Such as a full battery, 100 %",
        }),
      ),
  })
  .meta(say({ vi: "Đứng yên bất thường", en: "Frozen value" }));
export type FrozenParams = z.infer<typeof schema>;

type Ready = {
  forMs: number;
  epsilon: number;
  low: number;
  equal: number | null;
  staleMs: number;
  priority: 1 | 2 | 3 | 4;
};
/** `base`: the value that began the stretch, at `since`; `prior`: the stretch that it ended, should it be corrected. */
type State = Readonly<{
  base: number | null;
  since: number;
  prior: readonly [base: number | null, since: number];
  frozen: boolean;
  stale: boolean;
}>;

const NOTHING: State = Object.freeze({
  base: null,
  since: 0,
  prior: Object.freeze([null, 0] as const),
  frozen: false,
  stale: false,
});

export default {
  id: "frozen",
  title: { vi: "Đứng yên bất thường", en: "Frozen value" },
  over: "series",
  listens: true,
  schema,
  example: { intervals: 30, minMin: 60, epsilon: 0.001, ignoreAtOrBelow: 0 },
  sentence({ intervals, minMin, epsilon, ignoreAtOrBelow, ignoreEqual }, language) {
    const vi = language === "vi";
    const n = (value: number) => numberText(value, language);
    const least = minMin > 0 ? spanText(minMin * 60, language) : null;
    const ignored = [
      ...(ignoreAtOrBelow === undefined ? [] : [`≤ ${n(ignoreAtOrBelow)}`]),
      ...(ignoreEqual === undefined ? [] : [`= ${n(ignoreEqual)}`]),
    ].join(vi ? " hoặc " : " or ");
    if (vi)
      return `Không đổi${epsilon > 0 ? ` quá ${n(epsilon)}` : ""} trong ${n(intervals)} chu kỳ${least ? ` và ít nhất ${least}` : ""}${ignored && `, trừ khi ${ignored}`}`;
    return `Unchanged${epsilon > 0 ? ` within ${n(epsilon)}` : ""} for ${n(intervals)} periods${least ? ` and at least ${least}` : ""}${ignored && `, but for values ${ignored}`}`;
  },
  ready({ intervals, minMin, epsilon, ignoreAtOrBelow, ignoreEqual }, { periodMs, priority }) {
    return {
      forMs: Math.max(intervals * periodMs, minMin * 60_000),
      epsilon,
      low: ignoreAtOrBelow ?? Number.NEGATIVE_INFINITY,
      equal: ignoreEqual ?? null,
      staleMs: STALE_PERIODS * periodMs,
      priority,
    };
  },
  restore(_, alert) {
    if (!alert || alert.process === "returned") return NOTHING;
    return { ...NOTHING, base: alert.value, frozen: true, stale: alert.process === "unknown" };
  },
  lookback: ({ forMs, staleMs }) => forMs + staleMs,
  recall(state, past, ready) {
    let s: State = { ...state, base: state.frozen ? state.base : null };
    let mark = Number.NEGATIVE_INFINITY;
    for (const [time, value] of past) {
      s = follow(s, { time, value, mark }, ready);
      mark = time;
    }
    return s;
  },
  judge(state, input, ready) {
    const { time: at, value } = input;
    if (value === null) return onClock(state, input, ready);
    const s = follow(state, { time: at, value, mark: input.mark }, ready);
    const frozen = isFrozen(s, { at, value }, ready);
    if (frozen === s.frozen && !s.stale) return { state: s, verdicts: NO_VERDICTS };
    const verdicts: Verdict[] = s.stale ? [{ type: "resumed", at, value }] : [];
    const standing = { priority: ready.priority, level: null, value, limit: null, peak: null };
    if (frozen && !s.frozen) verdicts.push({ type: "raised", at, ...standing });
    if (!frozen && s.frozen) verdicts.push({ type: "returned", at, value, peak: null });
    return { state: { ...s, frozen, stale: false }, verdicts };
  },
  // The alert says whether it was frozen, the readings since when.
  differs: () => false,
} satisfies Kind<FrozenParams, Ready, State>;

type Seen = { time: number; value: number; mark: number };

/** The stretch that the value belongs to: the same object when it goes on. */
function follow(state: State, { time, value, mark }: Seen, { epsilon, staleMs }: Ready): State {
  // A correction of the newest reading: what that reading began has not begun.
  const corrected = time === mark && state.since === time;
  const [base, since] = corrected ? state.prior : [state.base, state.since];
  const unseen = time - mark > staleMs && !state.frozen;
  if (base !== null && !unseen && Math.abs(value - base) <= epsilon) {
    return corrected ? { ...state, base, since } : state;
  }
  // No spread: a value that moves comes here at each reading.
  return { base: value, since: time, prior: [base, since], frozen: state.frozen, stale: state.stale };
}

function isFrozen(s: State, { at, value }: { at: number; value: number }, ready: Ready): boolean {
  if (value <= ready.low || value === ready.equal) return false;
  return s.frozen ? s.since !== at : at >= s.since + ready.forMs;
}

function onClock(state: State, { time, mark, since }: Input, { staleMs }: Ready): Judgement<State> {
  const at = Math.max(mark, since) + staleMs;
  if (!state.frozen || state.stale || time <= at) return { state, verdicts: NO_VERDICTS };
  return { state: { ...state, stale: true }, verdicts: [{ type: "stale", at }] };
}
