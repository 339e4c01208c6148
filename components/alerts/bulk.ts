import type { ActsOutcome, BulkAsk, BulkType } from "#lib/alert/acts.ts";
import { type AlertAction, type Hand, mayAct } from "#lib/alert/duty.ts";
import type { AlertRow } from "#lib/alert/model.ts";

export type Refused = ActsOutcome["refused"][number];
export type Progress = {
  ask: BulkAsk;
  total: number;
  done: [id: number, seq: number][];
  refused: Refused[];
  /** Not sent, as the line broke: whether they were done is not known for the last part. */
  unsent: number;
  over: boolean;
};

/** Sent at once: small enough for a bar that moves and a line that breaks. */
export const PART = 250;

/** What one of these persons' hands may do to at least one of them, in the order of the buttons. */
export const BULK_ACTIONS = [
  "acknowledge",
  "note",
  "shelve",
  "assign",
] as const satisfies readonly (AlertAction & BulkType)[];

export function bulkOffers(rows: readonly AlertRow[], handOf: (row: AlertRow) => Hand) {
  return BULK_ACTIONS.filter((action) => rows.some((row) => mayAct(handOf(row), action, row) === null));
}

/** P1 is not done in passing: these are listed before. */
export function urgentOf(rows: readonly AlertRow[]): readonly AlertRow[] {
  return rows.filter((row) => row.priority === 1);
}

/** Acts that have an opposite; nobody un-acknowledges, and what was noted stays noted. */
export function undoOf(ask: BulkAsk): BulkAsk | null {
  return ask.type === "shelve" ? { type: "unshelve" } : null;
}

export type Send = (
  alerts: readonly (readonly [id: number, seq: number])[],
) => Promise<Pick<ActsOutcome, "done" | "refused"> | undefined>;

/** Part after part; stops where there is no answer. */
export async function runBulk(
  rows: readonly Pick<AlertRow, "id" | "seq">[],
  ask: BulkAsk,
  { send, tell }: { send: Send; tell(progress: Progress): void },
): Promise<Progress> {
  let progress: Progress = { ask, total: rows.length, done: [], refused: [], unsent: 0, over: false };
  for (let i = 0; i < rows.length; i += PART) {
    const part = rows.slice(i, i + PART).map(({ id, seq }) => [id, seq] as const);
    const answer = await send(part);
    if (!answer) {
      progress = { ...progress, unsent: rows.length - i };
      break;
    }
    progress = {
      ...progress,
      done: [...progress.done, ...answer.done],
      refused: [...progress.refused, ...answer.refused],
    };
    tell(progress);
  }
  progress = { ...progress, over: true };
  tell(progress);
  return progress;
}
