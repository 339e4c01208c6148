import type { NamedEvent } from "#lib/alert/event.ts";
import type { AlertRow } from "#lib/alert/model.ts";

/** One step of the procedure as it stands: who ticked it and when, or that it is being sent. */
export type Step = {
  n: number;
  text: string;
  done: boolean;
  sending: boolean;
  by: string | null;
  at: number | null;
};

/** Ticks on their way: which step, and whether it is to be done. */
export type Ticks = ReadonlyMap<number, boolean>;

export function stepsOf(row: AlertRow, events: readonly NamedEvent[], sent: Ticks): Step[] {
  return (row.responseText.steps ?? []).map((text, n) => {
    const wanted = sent.get(n);
    const done = row.stepsDone.includes(n);
    const sending = wanted !== undefined && wanted !== done;
    const tick = events.findLast((event) => event.type === "step_done" && event.step === n);
    const known = done && !sending ? tick : undefined;
    return {
      n,
      text,
      done: wanted ?? done,
      sending,
      by: known?.actorName ?? null,
      at: known?.at ?? null,
    };
  });
}

/** Those that the alert does not show yet. */
export function stillTicking(row: AlertRow, sent: Ticks): Map<number, boolean> {
  return new Map([...sent].filter(([n, done]) => row.stepsDone.includes(n) !== done));
}

/** How far the procedure is; null where there is none. */
export function progressOf(row: AlertRow): { done: number; total: number } | null {
  const total = row.responseText.steps?.length ?? 0;
  return total === 0 ? null : { done: row.stepsDone.filter((n) => n < total).length, total };
}
