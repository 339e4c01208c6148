import { z } from "zod";
import type { Verdict } from "#lib/alert/event.ts";
import { EXTRAPOLATION } from "#lib/forecast/model.ts";
import { type Crossing, crossingOf } from "../crossing.ts";
import { deadbandField, directionField, levelIdField, limitField, priorityField, say } from "../fields.ts";
import type { ForecastInput, ForecastIssue } from "../inputs.ts";
import { levelText, numberText, spanText } from "../words.ts";
import { type Kind, NO_VERDICTS } from "./kind.ts";

const level = z
  .strictObject({ id: levelIdField, priority: priorityField, value: limitField })
  .meta(say({ vi: "Mức", en: "Level" }));

const schema = z
  .strictObject({
    direction: directionField,
    levels: z
      .array(level)
      .min(1)
      .max(12)
      .meta(say({ vi: "Các mức", en: "Levels" })),
    withinH: z
      .number()
      .min(0.05)
      .max(384)
      .meta(
        say({
          vi: "Trong vòng",
          en: "Within",
          unit: "h",
          hintVi: "Chỉ báo khi dự báo vượt trong chừng ấy giờ tới",
          hintEn: "Rings only for what is expected within so many hours",
        }),
      ),
    maxAgeH: z
      .number()
      .min(0.01)
      .max(384)
      .meta(
        say({
          vi: "Bản tin cũ nhất",
          en: "Oldest issue",
          unit: "h",
          hintVi: "Bản tin cũ hơn không còn dùng: cảnh báo thành không rõ, không tự hết",
          hintEn: "An older issue is not used: the alert becomes unknown, it does not return",
        }),
      ),
    confirm: z
      .int()
      .min(1)
      .max(10)
      .default(1)
      .meta(
        say({
          vi: "Số bản tin liên tiếp",
          en: "Issues in a row",
          unit: "count",
          hintVi: "Bấy nhiêu bản tin liên tiếp cùng nói mới báo hoặc mới coi là hết",
          hintEn: "So many issues in a row must agree before it rings or returns",
        }),
      ),
    deadband: deadbandField,
    extrapolate: z
      .boolean()
      .default(false)
      .meta(
        say({
          vi: "Dùng cả ngoại suy xu thế",
          en: "Extrapolate the trend",
          hintVi: "Hệ thống tự tính dự báo ngắn hạn từ số liệu đo khi chưa có bản tin",
          hintEn: "The centre makes short forecasts from the readings where no bulletin is",
        }),
      ),
  })
  .meta(say({ vi: "Dự báo sẽ vượt ngưỡng", en: "Forecast crossing" }));
export type ForecastParams = z.infer<typeof schema>;

type Step = { id: string; priority: 1 | 2 | 3 | 4; limit: number };
type Ready = { params: ForecastParams; sign: 1 | -1; steps: readonly Step[] };

const stateSchema = z.object({
  level: z.string().nullable(),
  stale: z.boolean(),
  /** The newest issue that was counted. */
  seen: z.number().nullable(),
  /** Where the last issues agree to go, and how many did. */
  toward: z.object({ level: z.string().nullable(), issues: z.int() }).nullable(),
  expectedAt: z.number().nullable(),
  peak: z.number().nullable(),
});
type State = Readonly<z.infer<typeof stateSchema>>;
const CALM: State = Object.freeze({
  level: null,
  stale: false,
  seen: null,
  toward: null,
  expectedAt: null,
  peak: null,
});

const HOUR = 3_600_000;

/** Issues that still say something of what lies ahead; the time of the newest that was too old, too. */
function usable({ now, issues }: ForecastInput, { params }: Ready) {
  const asked = issues.filter((one) => params.extrapolate || one.source !== EXTRAPOLATION);
  const fresh = asked.filter(
    (one) => now <= one.issuedAt + params.maxAgeH * HOUR && (one.points.at(-1)?.at ?? 0) > now,
  );
  return { asked, fresh };
}

type Expected = { step: Step; crossing: Crossing } | null;

/**
 * The farthest step that any issue crosses, and when first. A step that the water stands at already is no forecast,
 * unless its alert rings since before.
 */
function expected(
  state: State,
  input: ForecastInput,
  { fresh, ready }: { fresh: readonly ForecastIssue[]; ready: Ready },
): Expected {
  const { now, observed } = input;
  const { sign, steps, params } = ready;
  for (const step of [...steps].reverse()) {
    const stands = step.id === state.level;
    if (!stands && observed && sign * (observed.value - step.limit) >= 0) continue;
    const limit = stands ? step.limit - sign * params.deadband : step.limit;
    const of = { sign, limit, now, until: now + params.withinH * HOUR };
    const crossings = fresh.flatMap((issue) => crossingOf(issue.points, observed, of) ?? []);
    if (crossings.length === 0) continue;
    const first = crossings.reduce((a, b) => (b.at < a.at ? b : a));
    const farthest = crossings.reduce((a, b) => (sign * (b.farthest - a.farthest) > 0 ? b : a));
    return { step, crossing: { at: first.at, farthest: farthest.farthest } };
  }
  return null;
}

function onSilence(state: State, at: number) {
  if (state.level === null || state.stale) return { state, verdicts: NO_VERDICTS };
  const verdicts: Verdict[] = [{ type: "stale", at }];
  return { state: { ...state, stale: true, toward: null }, verdicts };
}

type News = { now: number; issuedAt: number; found: Expected; ready: Ready };

function onForecast(before: State, { now, issuedAt, found, ready }: News) {
  const isNew = before.seen === null || issuedAt > before.seen;
  const at = isNew ? issuedAt : now;
  const verdicts: Verdict[] = [];
  let state = before;
  if (state.stale) {
    verdicts.push({ type: "resumed", at, value: found?.crossing.farthest ?? null });
    state = { ...state, stale: false };
  }
  const level = found?.step.id ?? null;
  if (level === state.level)
    return settled({ ...state, seen: issuedAt, toward: null }, { at, isNew, found, verdicts });
  const agreed = state.toward?.level === level ? state.toward.issues : 0;
  const issues = agreed + (isNew || agreed === 0 ? 1 : 0);
  state = { ...state, seen: issuedAt, toward: { level, issues } };
  if (issues < ready.params.confirm) return { state, verdicts };
  return moved(state, { at, found, ready, verdicts });
}

type Told = { at: number; found: Expected; verdicts: Verdict[] };

/** The level stays; a newer issue may expect it at another time. */
function settled(state: State, { at, isNew, found, verdicts }: Told & { isNew: boolean }) {
  if (!found || !isNew) return { state, verdicts };
  const { at: expectedAt, farthest: peak } = found.crossing;
  if (expectedAt === state.expectedAt && peak === state.peak) return { state, verdicts };
  verdicts.push({ type: "peaked", at, peak, expectedAt });
  return { state: { ...state, expectedAt, peak }, verdicts };
}

function moved(state: State, { at, found, ready, verdicts }: Told & { ready: Ready }) {
  if (!found) {
    verdicts.push({ type: "returned", at, value: null, peak: state.peak });
    return { state: { ...CALM, seen: state.seen }, verdicts };
  }
  const { step, crossing } = found;
  const { at: expectedAt, farthest: value } = crossing;
  const standing = {
    priority: step.priority,
    level: step.id,
    value,
    limit: step.limit,
    peak: value,
    expectedAt,
  };
  const rank = (id: string | null) => ready.steps.findIndex((one) => one.id === id);
  if (state.level === null) verdicts.push({ type: "raised", at, ...standing });
  else verdicts.push({ type: "level_changed", up: rank(step.id) > rank(state.level), at, ...standing });
  return { state: { ...state, level: step.id, toward: null, expectedAt, peak: value }, verdicts };
}

export default {
  id: "forecast",
  title: { vi: "Dự báo sẽ vượt ngưỡng", en: "Forecast crossing" },
  over: "forecasts",
  listens: false,
  schema,
  example: {
    levels: [
      { id: "bd2", priority: 2 },
      { id: "bd3", priority: 1 },
    ],
    withinH: 3,
    maxAgeH: 12,
    deadband: 0.1,
  },
  sentence({ direction, levels, withinH, extrapolate }, language) {
    const names = levels.map(({ id, priority, value }) => {
      const limit = value === undefined ? levelText(id, language) : numberText(value, language);
      return `${limit} (P${priority})`;
    });
    const span = spanText(Math.round(withinH * 3_600), language);
    if (language === "en") {
      const trend = extrapolate ? ", by the bulletin or the trend" : "";
      return `Expected at or ${direction} ${names.join(", ")} within ${span}${trend}`;
    }
    const side = direction === "above" ? "lên" : "xuống";
    return `Dự báo sẽ ${side} tới ${names.join(", ")} trong ${span}${extrapolate ? ", theo bản tin hoặc xu thế" : ""}`;
  },
  ready(params, { levels }) {
    const sign = params.direction === "above" ? 1 : -1;
    const steps = params.levels.flatMap(({ id, priority, value }) => {
      const limit = value ?? levels.find((l) => l.id === id)?.value;
      return limit === undefined ? [] : [{ id, priority, limit }];
    });
    if (steps.length === 0) return null;
    steps.sort((a, b) => sign * (a.limit - b.limit));
    return { params, sign, steps };
  },
  restore(saved, alert) {
    const level = alert && alert.process !== "returned" ? alert.level : null;
    const stale = alert?.process === "unknown";
    const state = stateSchema.safeParse(saved).data;
    if (state && state.level === level) return { ...state, stale };
    if (!alert || level === null) return CALM;
    return { ...CALM, level, stale, peak: alert.peak, expectedAt: alert.expectedAt ?? null };
  },
  judge(state, input, ready) {
    const { asked, fresh } = usable(input, ready);
    if (fresh.length === 0) {
      const last = Math.max(...asked.map((one) => one.issuedAt), Number.NEGATIVE_INFINITY);
      const over = last + ready.params.maxAgeH * HOUR;
      return onSilence(state, Number.isFinite(over) ? Math.min(input.now, over) : input.now);
    }
    const issuedAt = Math.max(...fresh.map((one) => one.issuedAt));
    const found = expected(state, input, { fresh, ready });
    return onForecast(state, { now: input.now, issuedAt: Math.min(issuedAt, input.now), found, ready });
  },
  differs: (a, b) => JSON.stringify(a) !== JSON.stringify(b),
} satisfies Kind<ForecastParams, Ready, State, ForecastInput>;
