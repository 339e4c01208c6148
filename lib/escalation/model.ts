import { z } from "zod";
import type { Alert, Priority } from "#lib/alert/model.ts";
import { IDENT } from "#lib/asset/model.ts";
import { priorityField, say } from "#lib/rule/fields.ts";
import { ROLES } from "#lib/user/model.ts";

const ident = z.string().regex(IDENT);

/** Who is told. `on_duty`, `shift_lead`: by the roster, as it is when the step is due. */
export const WHOM = ["on_duty", "shift_lead", "agency", "leader", "role", "person"] as const;
export const CALENDARS = ["always", "working", "off_hours"] as const;

export const ROLE_NAMES = {
  duty: { vi: "Trực ban", en: "Duty officer" },
  lead: { vi: "Trưởng ca", en: "Shift lead" },
  agency: { vi: "Cơ quan", en: "Agency desk" },
  leader: { vi: "Lãnh đạo", en: "Leader" },
  admin: { vi: "Quản trị", en: "Administrator" },
} as const;

export const WHOM_NAMES = {
  on_duty: { vi: "Người đang trực", en: "Those on duty" },
  shift_lead: { vi: "Trưởng ca", en: "The shift lead" },
  agency: { vi: "Cơ quan của cảnh báo", en: "The alert's agency" },
  leader: { vi: "Lãnh đạo", en: "Leaders" },
  role: { vi: "Một vai trò", en: "A role" },
  person: { vi: "Một người", en: "One person" },
} as const;

export const CALENDAR_NAMES = {
  always: { vi: "Mọi lúc", en: "Always" },
  working: { vi: "Trong giờ hành chính", en: "In working hours" },
  off_hours: { vi: "Ngoài giờ hành chính", en: "Out of working hours" },
} as const;

export const stepSchema = z
  .strictObject({
    afterS: z
      .int()
      .min(0)
      .max(86_400)
      .meta(say({ vi: "Sau", en: "After", unit: "s" })),
    whom: z.enum(WHOM).meta(
      say({
        vi: "Báo cho",
        en: "Tell",
        options: WHOM_NAMES,
      }),
    ),
    role: z
      .enum(ROLES)
      .optional()
      .meta(say({ vi: "Vai trò", en: "Role", options: ROLE_NAMES })),
    person: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta(say({ vi: "Người", en: "Person" })),
    channels: z
      .array(ident)
      .min(1)
      .max(10)
      .optional()
      .meta(say({ vi: "Chỉ qua kênh", en: "Only by channels" })),
    repeatEveryS: z
      .int()
      .min(60)
      .max(86_400)
      .optional()
      .meta(say({ vi: "Nhắc lại sau mỗi", en: "Again every", unit: "s" })),
    repeatTimes: z
      .int()
      .min(1)
      .max(20)
      .optional()
      .meta(say({ vi: "Số lần nhắc lại", en: "Times again" })),
    calendar: z
      .enum(CALENDARS)
      .default("always")
      .meta(
        say({
          vi: "Thời gian áp dụng",
          en: "When",
          options: CALENDAR_NAMES,
        }),
      ),
  })
  .refine((step) => (step.whom === "role") === (step.role !== undefined), { path: ["role"] })
  .refine((step) => (step.whom === "person") === (step.person !== undefined), { path: ["person"] })
  .refine((step) => (step.repeatEveryS === undefined) === (step.repeatTimes === undefined), {
    path: ["repeatTimes"],
  });
export type Step = z.output<typeof stepSchema>;

export const matchSchema = z.strictObject({
  priorities: z
    .array(priorityField)
    .min(1)
    .max(4)
    .meta(say({ vi: "Mức ưu tiên", en: "Priorities" })),
  agencies: z
    .array(ident)
    .min(1)
    .max(100)
    .optional()
    .meta(say({ vi: "Chỉ cơ quan", en: "Only agencies" })),
  rules: z
    .array(ident)
    .min(1)
    .max(200)
    .optional()
    .meta(say({ vi: "Chỉ quy tắc", en: "Only rules" })),
  simulated: z
    .boolean()
    .optional()
    .meta(say({ vi: "Dữ liệu mô phỏng", en: "Simulated data" })),
});

export const policySchema = z.strictObject({
  id: ident.meta(say({ vi: "Mã", en: "Id" })),
  nameVi: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .meta(say({ vi: "Tên (tiếng Việt)", en: "Name (Vietnamese)" })),
  nameEn: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .meta(say({ vi: "Tên (tiếng Anh)", en: "Name (English)" })),
  match: matchSchema.meta(say({ vi: "Áp dụng cho", en: "Applies to" })),
  steps: z
    .array(stepSchema)
    .min(1)
    .max(12)
    .meta(say({ vi: "Các bước", en: "Steps" })),
  enabled: z
    .boolean()
    .default(true)
    .meta(say({ vi: "Đang dùng", en: "In use" })),
});
export type PolicyInput = z.input<typeof policySchema>;
export type Policy = z.output<typeof policySchema> & { version: number };

/** How long the less urgent wait for others of the same cause, so that one message tells them all. */
export const GROUPING_WAIT_S = 30;

export function waitOf(priority: Priority): number {
  return priority === 1 ? 0 : GROUPING_WAIT_S;
}

export function matches({ match }: Policy, alert: Alert): boolean {
  if (!match.priorities.includes(alert.priority)) return false;
  if (match.simulated !== undefined && match.simulated !== alert.simulated) return false;
  if (match.rules && !match.rules.includes(alert.ruleId)) return false;
  return !match.agencies || (alert.agencyId !== null && match.agencies.includes(alert.agencyId));
}

/** One step of one policy that an alert will take unless somebody answers it. `step`: from 1. */
export type Planned = { policyId: string; step: number; inS: number; plan: Step };

/** What follows when an alert asks for attention and nobody answers. Repeats are planned one by one, as they fall due. */
export function planOf(policies: readonly Policy[], alert: Alert): Planned[] {
  const wait = waitOf(alert.priority);
  return policies
    .filter((policy) => policy.enabled && matches(policy, alert))
    .flatMap(({ id, steps }) =>
      steps.map((plan, i) => ({ policyId: id, step: i + 1, inS: wait + plan.afterS, plan })),
    );
}

/** Why a task was not carried out, or told nobody. Texts: catalogue keys `task.reason.<reason>`. */
export const TASK_REASONS = [
  "answered",
  "closed",
  "hidden",
  "rang_again",
  "returned",
  "flood",
  "calendar",
  "nobody",
  "no_address",
] as const;
export type TaskReason = (typeof TASK_REASONS)[number];

export type Task = {
  id: number;
  alertId: number;
  sinceSeq: number;
  policyId: string;
  step: number;
  repeat: number;
  plan: Step;
  dueAt: number;
  state: "waiting" | "done" | "cancelled";
  reason: TaskReason | null;
  told: number;
  settledAt: number | null;
};
