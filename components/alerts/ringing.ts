import { type AlertRow, type Priority, rings } from "#lib/alert/model.ts";

/** Asked for at `from`, server's ms: what rang until then is silent until `until`. */
export type Silence = { from: number; until: number };
export const NO_SILENCE: Silence = { from: 0, until: 0 };

/** What sounds: the most urgent of all that rings; `newest` changes when something rings anew. */
export type Ringing = { priority: Priority; newest: number };

type Scene = { silence: Silence; now: number; floods: readonly { simulated: boolean }[] };

/**
 * Silence is not an acknowledgement, and does not cover what nobody could have heard: P1 that rings later sounds all
 * the same. In a flood of alarms P3 and P4 are only shown.
 */
export function ringingOf(rows: readonly AlertRow[], { silence, now, floods }: Scene): Ringing | null {
  let worst: Priority | null = null;
  let newest = 0;
  for (const row of rows) {
    if (!rings(row)) continue;
    if (now < silence.until && (row.priority !== 1 || row.rungAt <= silence.from)) continue;
    if (row.priority > 2 && floods.some(({ simulated }) => simulated === row.simulated)) continue;
    if (worst === null || row.priority < worst) {
      worst = row.priority;
      newest = row.rungAt;
    } else if (row.priority === worst) newest = Math.max(newest, row.rungAt);
  }
  return worst && { priority: worst, newest };
}
