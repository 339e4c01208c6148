import { z } from "zod";
import type { Verdict } from "#lib/alert/event.ts";
import { chosenZones, isWithin } from "#lib/zone/choice.ts";
import type { Zone } from "#lib/zone/model.ts";
import { exceptFields, levelIdField, priorityField, say } from "../fields.ts";
import { spanText } from "../words.ts";
import { type Kind, NO_VERDICTS, type PositionInput } from "./kind.ts";
import { isSymptom } from "./silence.ts";

const level = z
  .strictObject({
    id: levelIdField,
    priority: priorityField,
    hours: z
      .number()
      .min(0.001)
      .max(8_760)
      .meta(say({ vi: "Mất tín hiệu quá", en: "Not seen for", unit: "h" })),
  })
  .meta(say({ vi: "Mức", en: "Level" }));

const schema = z
  .strictObject({
    levels: z
      .array(level)
      .min(1)
      .max(6)
      .meta(say({ vi: "Các mức", en: "Levels" })),
    ...exceptFields,
  })
  .refine(({ levels }) => levels.every((one, i) => i === 0 || one.hours > (levels[i - 1]?.hours ?? 0)), {
    path: ["levels"],
    error: "levels must ascend by hours",
    params: { vi: "Các mức phải tăng dần theo số giờ.", en: "Levels must ascend by hours." },
  })
  .meta(say({ vi: "Mất tín hiệu hành trình", en: "Lost contact" }));
export type LostContactParams = z.infer<typeof schema>;

type Step = { id: string; priority: 1 | 2 | 3 | 4; ms: number };
type Ready = { steps: readonly Step[]; except: readonly Zone[]; periodMs: number };
type State = Readonly<{ level: string | null }>;

const SEEN: State = Object.freeze({ level: null });

/** A vessel that lies in port may switch its device off. */
function isExcused({ last, feed, time, mark }: PositionInput, { steps, except, periodMs }: Ready): boolean {
  if (last !== null && isWithin(except, last, mark)) return true;
  const allowedMs = (steps[0] as Step).ms;
  return feed !== null && isSymptom(feed, time, { allowedMs, periodMs });
}

/**
 * What one did not listen for is not silence: after a start the mover has one more period to speak, then the
 * silence counts from when it was last seen, also before the start.
 */
function dueAt({ heard, since }: PositionInput, { ms }: Step, periodMs: number): number {
  return Math.max(heard + ms, since + Math.min(ms, Number.isFinite(heard) ? periodMs : ms));
}

export default {
  id: "lost-contact",
  title: { vi: "Mất tín hiệu hành trình", en: "Lost contact" },
  over: "positions",
  listens: false,
  schema,
  example: {
    levels: [
      { id: "gap", priority: 4, hours: 2.5 },
      { id: "lost", priority: 2, hours: 6 },
      { id: "overdue", priority: 1, hours: 240 },
    ],
    exceptKind: "port",
  },
  sentence({ levels, exceptKind, exceptZones }, language) {
    const vi = language === "vi";
    const spans = levels.map(
      (one) => `${spanText(Math.round(one.hours * 3_600), language)} (P${one.priority})`,
    );
    const port = exceptKind ?? exceptZones?.join(", ");
    const but = port ? (vi ? `; trừ trong vùng ${port}` : `; not in ${port}`) : "";
    return `${vi ? "Không có vị trí trong" : "No position for"} ${spans.join(", ")}${but}`;
  },
  ready({ levels, exceptZones, exceptKind }, { zones = [], periodMs }) {
    return {
      steps: levels.map(({ id, priority, hours }) => ({ id, priority, ms: hours * 3_600_000 })),
      except: chosenZones(zones, { ids: exceptZones, kind: exceptKind }),
      periodMs,
    };
  },
  restore(_, alert) {
    return alert && alert.process !== "returned" ? { level: alert.level } : SEEN;
  },
  judge(state, input, ready) {
    const { time: now, heard } = input;
    const { steps, periodMs } = ready;
    if (state.level !== null && now <= heard + (steps[0] as Step).ms) {
      return { state: SEEN, verdicts: [{ type: "returned", at: now, value: null, peak: null }] };
    }
    const rank = steps.findIndex((step) => step.id === state.level);
    const due = steps.filter((step, i) => i > rank && now > dueAt(input, step, periodMs));
    const top = due.at(-1);
    if (!top || isExcused(input, ready)) return { state, verdicts: NO_VERDICTS };
    const verdicts = due.map((step, i): Verdict => {
      const at = dueAt(input, step, periodMs);
      const standing = {
        priority: step.priority,
        level: step.id,
        value: null,
        limit: step.ms / 1000,
        peak: null,
      };
      if (state.level === null && i === 0) return { type: "raised", at, ...standing };
      return { type: "level_changed", up: true, at, ...standing };
    });
    return { state: { level: top.id }, verdicts };
  },
  // The alert itself says at which level it stands.
  differs: () => false,
} satisfies Kind<LostContactParams, Ready, State, PositionInput>;
