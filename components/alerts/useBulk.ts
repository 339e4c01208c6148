"use client";
import { useState } from "react";
import { call } from "#components/shell/call.ts";
import type { ActsOutcome, BulkAsk } from "#lib/alert/acts.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { type Progress, runBulk, undoOf } from "./bulk.ts";

/** One act on many alerts, part after part, and what came of it. */
export function useBulk() {
  const [progress, setProgress] = useState<Progress>();

  async function run(rows: readonly Pick<AlertRow, "id" | "seq">[], ask: BulkAsk): Promise<Progress> {
    setProgress({ ask, total: rows.length, done: [], refused: [], unsent: 0, over: false });
    return runBulk(rows, ask, {
      tell: setProgress,
      send: async (alerts) => {
        const answer = await call<ActsOutcome>("POST", "/api/alerts/acts", { alerts, ask });
        return answer.ok ? answer.value : undefined;
      },
    });
  }

  async function undo({ ask, done }: Progress): Promise<void> {
    const back = undoOf(ask);
    if (back)
      await run(
        done.map(([id, seq]) => ({ id, seq })),
        back,
      );
  }

  return { progress, run, undo, close: () => setProgress(undefined) };
}
