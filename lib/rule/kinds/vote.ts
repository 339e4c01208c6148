import { z } from "zod";
import type { Verdict } from "#lib/alert/event.ts";
import { IDENT } from "#lib/asset/model.ts";
import { deadbandField, directionField, limitField, offDelayField, onDelayField, say } from "../fields.ts";
import type { GroupInput, GroupMember } from "../inputs.ts";
import { delayText, levelText, numberText, spanText } from "../words.ts";
import { type Judgement, type Kind, NO_VERDICTS } from "./kind.ts";

const schema = z
  .strictObject({
    per: z
      .enum(["whole", "basin", "unit"])
      .default("whole")
      .meta(
        say({
          vi: "Bỏ phiếu theo",
          en: "Votes are taken by",
          options: {
            whole: { vi: "Toàn bộ", en: "All of them" },
            basin: { vi: "Từng lưu vực", en: "Each basin" },
            unit: { vi: "Từng xã, phường", en: "Each commune" },
          },
        }),
      ),
    direction: directionField,
    level: z
      .string()
      .regex(IDENT)
      .optional()
      .meta(
        say({
          vi: "Mức của từng trạm",
          en: "Each member's level",
          hintVi: "Mã mức trong bộ ngưỡng của trạm; hoặc nhập ngưỡng chung, không nhập cả hai",
          hintEn: "A level of the member's threshold set; or one limit for all, not both",
        }),
      ),
    value: limitField.meta(say({ vi: "Ngưỡng chung", en: "One limit for all", unit: "metric" })),
    atLeast: z
      .int()
      .min(1)
      .max(10_000)
      .meta(
        say({
          vi: "Số trạm tối thiểu",
          en: "At least so many",
          unit: "count",
          hintVi: "Từ bấy nhiêu trạm cùng vượt thì báo",
          hintEn: "It rings when so many are beyond the limit",
        }),
      ),
    windowS: z
      .number()
      .min(10)
      .max(86_400)
      .meta(
        say({
          vi: "Cửa sổ thời gian",
          en: "Window",
          unit: "s",
          hintVi: "Số liệu cũ hơn không được tính là có, cũng không được tính là không",
          hintEn: "Older readings count neither as yes nor as no",
        }),
      ),
    deadband: deadbandField,
    onDelayS: onDelayField,
    offDelayS: offDelayField,
  })
  .refine((p) => (p.level === undefined) !== (p.value === undefined), {
    error: "give either the members' level or one limit",
    params: {
      vi: "Chọn mức của từng trạm hoặc một ngưỡng chung, không cả hai.",
      en: "Give either the members' level or one limit.",
    },
  })
  .meta(say({ vi: "Nhiều trạm cùng vượt", en: "Vote" }));
export type VoteParams = z.infer<typeof schema>;

type Ready = { params: VoteParams; sign: 1 | -1; priority: 1 | 2 | 3 | 4 };

const stateSchema = z.object({
  /** Members that said yes last, for the deadband. */
  yes: z.array(z.int()),
  standing: z.boolean(),
  stale: z.boolean(),
  /** Since when it is on its way in or out. */
  since: z.number().nullable(),
  peak: z.int(),
});
type State = Readonly<z.infer<typeof stateSchema>>;
const CALM: State = Object.freeze({ yes: [], standing: false, stale: false, since: null, peak: 0 });

type Count = { yes: number[]; silent: number; newest: number };

/** Who says yes, who is silent; members without a limit have no vote. */
function count(state: State, { now, members }: GroupInput, ready: Ready): Count {
  const counted: Count = { yes: [], silent: 0, newest: Number.NEGATIVE_INFINITY };
  for (const member of members) {
    const limit = limitOf(member, ready);
    if (limit === undefined) continue;
    const { at, value, seriesId } = member;
    if (at === null || value === null || now - at > ready.params.windowS * 1000) {
      counted.silent++;
      continue;
    }
    const over = ready.sign * (value - limit);
    const isYes = over >= 0 || (state.yes.includes(seriesId) && over >= -ready.params.deadband);
    if (!isYes) continue;
    counted.yes.push(seriesId);
    counted.newest = Math.max(counted.newest, at);
  }
  counted.yes.sort((a, b) => a - b);
  return counted;
}

function limitOf({ levels }: GroupMember, { params }: Ready): number | undefined {
  return params.value ?? levels.find((one) => one.id === params.level)?.value;
}

type Seen = { now: number; counted: Count; ready: Ready };

function whenCalm(state: State, { now, counted, ready }: Seen): Judgement<State> {
  const { atLeast, onDelayS, level = null } = ready.params;
  const { yes, newest } = counted;
  if (yes.length < atLeast) return { state: { ...state, yes, since: null }, verdicts: NO_VERDICTS };
  const since = state.since ?? Math.min(now, newest);
  const at = since + onDelayS * 1000;
  if (at > now) return { state: { ...state, yes, since }, verdicts: NO_VERDICTS };
  const standing = { priority: ready.priority, level, value: yes.length, limit: atLeast, peak: yes.length };
  const verdicts: Verdict[] = [{ type: "raised", at, ...standing }];
  return { state: { yes, standing: true, stale: false, since: null, peak: yes.length }, verdicts };
}

/** Too few say yes, but the silent ones might: nobody knows, and what nobody knows has not ended. */
function whenStanding(state: State, { now, counted, ready }: Seen): Judgement<State> {
  const { atLeast, offDelayS } = ready.params;
  const { yes, silent } = counted;
  const verdicts: Verdict[] = [];
  if (yes.length >= atLeast) {
    if (state.stale) verdicts.push({ type: "resumed", at: now, value: yes.length });
    if (yes.length > state.peak) verdicts.push({ type: "peaked", at: now, peak: yes.length });
    const peak = Math.max(state.peak, yes.length);
    return { state: { ...state, yes, stale: false, since: null, peak }, verdicts };
  }
  if (yes.length + silent >= atLeast) {
    if (!state.stale) verdicts.push({ type: "stale", at: now });
    return { state: { ...state, yes, stale: true, since: null }, verdicts };
  }
  const since = state.since ?? now;
  const at = since + offDelayS * 1000;
  if (at > now) return { state: { ...state, yes, since }, verdicts };
  return {
    state: { ...CALM, yes },
    verdicts: [{ type: "returned", at, value: yes.length, peak: state.peak }],
  };
}

function isSame(a: State, b: State): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export default {
  id: "vote",
  title: { vi: "Nhiều trạm cùng vượt", en: "Vote of several" },
  over: "group",
  listens: false,
  schema,
  example: { per: "basin", level: "bd2", atLeast: 2, windowS: 3_600, deadband: 0.05 },
  sentence({ per, direction, level, value, atLeast, windowS, onDelayS }, language) {
    const vi = language === "vi";
    const limit = value === undefined ? levelText(level ?? "", language) : numberText(value, language);
    const within = spanText(windowS, language);
    const on = delayText(onDelayS, language);
    const where = vi
      ? { whole: "", basin: " trong một lưu vực", unit: " trong một xã, phường" }[per]
      : { whole: "", basin: " in one basin", unit: " in one commune" }[per];
    if (!vi) return `At least ${atLeast}${where} at or ${direction} ${limit}${on}, read within ${within}`;
    const side = direction === "above" ? "trở lên" : "trở xuống";
    return `Từ ${atLeast} trạm${where} đạt ${limit} ${side}${on}, số liệu trong ${within}`;
  },
  ready: (params, { priority }) => ({ params, priority, sign: params.direction === "above" ? 1 : -1 }),
  restore(saved, alert) {
    const standing = alert !== null && alert.process !== "returned";
    const state = stateSchema.safeParse(saved).data;
    if (state && state.standing === standing) return { ...state, stale: alert?.process === "unknown" };
    if (!standing) return CALM;
    return { ...CALM, standing, stale: alert.process === "unknown", peak: Math.trunc(alert.peak ?? 0) };
  },
  judge(state, input, ready) {
    const seen = { now: input.now, counted: count(state, input, ready), ready };
    const judged = state.standing ? whenStanding(state, seen) : whenCalm(state, seen);
    return isSame(judged.state, state) ? { ...judged, state } : judged;
  },
  differs: (a, b) => !isSame(a, b),
} satisfies Kind<VoteParams, Ready, State, GroupInput>;
