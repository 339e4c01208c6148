import { setTimeout as sleep } from "node:timers/promises";
import { deafness, isDeaf } from "#lib/pulse/model.ts";
import { pulses } from "#lib/pulse/sql.ts";
import type { Scene } from "./scene.ts";

const EVERY_MS = 100;
/** A health answer takes its time to find that the database gives none. */
const PATIENCE_MS = 4_000;

type Word = "deaf" | "well" | "nothing";

/**
 * Asks what a screen asks: each ingest's health answer and the beats in the database, each at its own pace. Only a
 * word of the product counts; a question that fails or hangs tells nothing.
 */
export function openWatch({ pool, ingests, loads }: Scene) {
  const words: Word[] = [];
  let closed = false;
  let wellSince: number | null = null;
  let firstDeaf: { at: number; silentMs: number } | null = null;

  /** For how long the one of both devices that waits longest has had no PUBACK. */
  const silence = () => Date.now() - Math.min(...loads.slice(0, 2).map((load) => load.answeredAt()));
  function heard(index: number, word: Word): void {
    words[index] = word;
    if (word === "deaf") firstDeaf ??= { at: Date.now(), silentMs: silence() };
    const well = words.includes("well") && !words.includes("deaf");
    wellSince = well ? (wellSince ?? Date.now()) : null;
  }
  const questions = [
    () => pulses(pool).then((found): Word => (isDeaf(deafness(found)) ? "deaf" : "well")),
    ...ingests.map((_, i) => () => health(ingests[i]?.url)),
  ];
  const asking = questions.map(async (ask, index) => {
    while (!closed) {
      const patience = sleep(PATIENCE_MS, "nothing" as const);
      heard(index, await Promise.race([ask().catch(() => "nothing" as const), patience]));
      await sleep(EVERY_MS);
    }
  });
  return {
    forget() {
      firstDeaf = null;
    },
    firstDeaf: () => firstDeaf,
    /** How long every answer has been good; ms. */
    wellFor: () => (wellSince === null ? 0 : Date.now() - wellSince),
    async close() {
      closed = true;
      await Promise.all(asking);
    },
  };
}

const health = (url = ""): Promise<Word> =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(({ ok }) =>
    ok ? "well" : "deaf",
  );
