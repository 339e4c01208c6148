import { z } from "zod";
import type { Verdict } from "#lib/alert/event.ts";
import { levelIdField, priorityField, say } from "../fields.ts";
import type { RecordInput, RecordSeen } from "../inputs.ts";
import { type Kind, NO_VERDICTS } from "./kind.ts";

const stateName = z
  .string()
  .min(1)
  .max(100)
  .meta(say({ vi: "Trạng thái", en: "State" }));
const states = z.array(stateName).min(1).max(50);
const severity = z.int().min(0).max(4);

const level = z
  .strictObject({
    id: levelIdField,
    severity: severity.meta(say({ vi: "Từ mức nghiêm trọng", en: "From severity" })),
    priority: priorityField,
  })
  .meta(say({ vi: "Mức", en: "Level" }));

const schema = z
  .strictObject({
    minSeverity: severity.default(0).meta(
      say({
        vi: "Mức nghiêm trọng tối thiểu",
        en: "Least severity",
        hintVi: "0 thông tin, 1 thấp, 2 trung bình, 3 cao, 4 nghiêm trọng",
        hintEn: "0 information, 1 low, 2 medium, 3 high, 4 critical",
      }),
    ),
    states: states.optional().meta(say({ vi: "Chỉ các trạng thái", en: "Only in these states" })),
    exceptStates: states.optional().meta(say({ vi: "Trừ các trạng thái", en: "Not in these states" })),
    overdue: z
      .boolean()
      .default(false)
      .meta(say({ vi: "Chỉ khi quá hạn", en: "Only when overdue" })),
    levels: z
      .array(level)
      .max(5)
      .optional()
      .meta(
        say({
          vi: "Ưu tiên theo mức nghiêm trọng",
          en: "Priorities by severity",
          hintVi: "Bỏ trống: mọi hồ sơ theo ưu tiên của quy tắc",
          hintEn: "Empty: every record has the rule's priority",
        }),
      ),
    most: z
      .int()
      .min(1)
      .max(500)
      .default(100)
      .meta(
        say({
          vi: "Số hồ sơ báo riêng nhiều nhất",
          en: "Most records that ring by themselves",
          unit: "count",
          hintVi: "Những hồ sơ còn lại báo chung trong một cảnh báo",
          hintEn: "The others ring together, in one alert",
        }),
      ),
  })
  .meta(say({ vi: "Hồ sơ, sự vụ", en: "Records" }));
export type RecordParams = z.infer<typeof schema>;

type Ready = { params: RecordParams; priority: 1 | 2 | 3 | 4 };
type State = Readonly<{ level: string | null; standing: boolean }>;
const CALM: State = Object.freeze({ level: null, standing: false });

/** Late news never rings for the past: what happened longer ago is told as of now. */
const HISTORY_MS = 30 * 60_000;

/** Whether a rule with these params asks for such a record. */
export function isAskedFor(params: RecordParams, record: RecordSeen, now: number): boolean {
  if (record.closedAt !== null || record.severity < params.minSeverity) return false;
  if (params.states && !params.states.includes(record.state)) return false;
  if (params.exceptStates?.includes(record.state)) return false;
  return !params.overdue || (record.dueAt !== null && record.dueAt < now);
}

function standingOf({ severity: worth }: RecordSeen, { params, priority }: Ready) {
  const fit = (params.levels ?? []).filter((one) => one.severity <= worth);
  const top = fit.reduce((a, b) => (b.severity > a.severity ? b : a), fit[0] as (typeof fit)[number]);
  return {
    priority: top?.priority ?? priority,
    level: top?.id ?? null,
    value: worth,
    limit: params.minSeverity,
  };
}

function since(at: number, now: number): number {
  return at > now || at < now - HISTORY_MS ? now : at;
}

function judgeOne(state: State, record: RecordSeen, { now, ready }: { now: number; ready: Ready }) {
  const standing = standingOf(record, ready);
  const { level, value } = standing;
  if (state.standing && level === state.level) return { state, verdicts: NO_VERDICTS };
  const next = { standing: true, level };
  if (!state.standing) {
    const at = since(ready.params.overdue ? (record.dueAt ?? now) : record.changedAt, now);
    return { state: next, verdicts: [{ type: "raised" as const, at, ...standing, peak: value }] };
  }
  const before = ready.params.levels?.find((one) => one.id === state.level)?.severity ?? -1;
  const up = value > before;
  return {
    state: next,
    verdicts: [{ type: "level_changed" as const, up, at: now, ...standing, peak: value }],
  };
}

function judgeBeyond(state: State, beyond: number, { now, ready }: { now: number; ready: Ready }) {
  if (state.standing === beyond > 0) return { state, verdicts: NO_VERDICTS };
  if (beyond === 0) return returned(now);
  const { params, priority } = ready;
  const standing = { priority, level: "beyond", value: beyond + params.most, limit: params.most };
  const verdicts: Verdict[] = [{ type: "raised", at: now, ...standing, peak: standing.value }];
  return { state: { standing: true, level: "beyond" }, verdicts };
}

function returned(at: number): { state: State; verdicts: Verdict[] } {
  return { state: CALM, verdicts: [{ type: "returned", at, value: null, peak: null }] };
}

export default {
  id: "record",
  title: { vi: "Hồ sơ, sự vụ", en: "Records" },
  over: "records",
  listens: false,
  schema,
  example: {
    minSeverity: 3,
    levels: [
      { id: "high", severity: 3, priority: 2 },
      { id: "critical", severity: 4, priority: 1 },
    ],
  },
  sentence({ minSeverity, states: only, exceptStates, overdue, most }, language) {
    const vi = language === "vi";
    const parts = [
      minSeverity > 0 && `${vi ? "mức nghiêm trọng từ" : "severity from"} ${minSeverity}`,
      only && `${vi ? "trạng thái" : "in state"} ${only.join(", ")}`,
      exceptStates && `${vi ? "trừ trạng thái" : "not in state"} ${exceptStates.join(", ")}`,
      overdue && (vi ? "đã quá hạn" : "overdue"),
    ].filter((part) => typeof part === "string");
    const each = vi ? `báo riêng nhiều nhất ${most}` : `at most ${most} ring by themselves`;
    return `${vi ? "Hồ sơ chưa xong" : "Open records"}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}; ${each}`;
  },
  ready: (params, { priority }) => ({ params, priority }),
  restore(_, alert) {
    return alert && alert.process !== "returned" ? { standing: true, level: alert.level } : CALM;
  },
  judge(state, { now, record, beyond }, ready) {
    if (beyond !== null) return judgeBeyond(state, beyond, { now, ready });
    if (record && isAskedFor(ready.params, record, now)) return judgeOne(state, record, { now, ready });
    return state.standing ? returned(now) : { state, verdicts: NO_VERDICTS };
  },
  // The alert itself says whether it stands, and at which level.
  differs: () => false,
} satisfies Kind<RecordParams, Ready, State, RecordInput>;
