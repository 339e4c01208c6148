import { setTimeout as sleep } from "node:timers/promises";
import { deafness, isDeaf } from "#lib/pulse/model.ts";
import { pulses } from "#lib/pulse/sql.ts";
import type { Scene } from "./scene.ts";

const EVERY_MS = 100;

/**
 * Asks what a screen asks: each ingest's health answer and the beats in the database. Only a word of the product
 * counts; a question that fails or hangs tells nothing.
 */
export function openWatch(scene: Scene) {
  let closed = false;
  let wellSince: number | null = null;
  let firstDeaf: number | null = null;
  const watching = (async () => {
    while (!closed) {
      const words = await Promise.all([beats(scene), ...scene.ingests.map(({ url }) => health(url))]);
      const deaf = words.includes("deaf");
      if (deaf) firstDeaf ??= Date.now();
      const well = !deaf && words.includes("well");
      wellSince = well ? (wellSince ?? Date.now()) : null;
      await sleep(EVERY_MS);
    }
  })();
  return {
    forget() {
      firstDeaf = null;
    },
    firstDeaf: () => firstDeaf,
    /** How long every answer has been good; ms. */
    wellFor: () => (wellSince === null ? 0 : Date.now() - wellSince),
    async close() {
      closed = true;
      await watching;
    },
  };
}

type Word = "deaf" | "well" | "nothing";

const orNothing = (asked: Promise<Word>): Promise<Word> =>
  Promise.race([asked.catch((): Word => "nothing"), sleep(500).then((): Word => "nothing")]);

const beats = ({ pool }: Scene) =>
  orNothing(pulses(pool).then((found) => (isDeaf(deafness(found)) ? "deaf" : "well")));

const health = (url: string) =>
  orNothing(
    fetch(`${url}/health`, { signal: AbortSignal.timeout(500) }).then(({ ok }) => (ok ? "well" : "deaf")),
  );
