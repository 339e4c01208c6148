import { ruleKinds } from "#lib/rule/kinds/catalog.ts";
import type { AnyKind, Input } from "#lib/rule/kinds/kind.ts";
import { type Band, type Shape, shapeKey, slotCount } from "#lib/season/model.ts";

/** What one reading costs each kind that judges series, ns: when it is calm, and while its alert stands. */
export type JudgeCosts = { [kind: string]: { calm_ns: number; standing_ns: number } };

const OBJECTS = 1_000;
const ROUNDS = 100;
const PERIOD_MS = 10_000;
const START = Date.UTC(2026, 0, 1);

/** With the kind's example, one object a series, 10 s between readings: as the watch asks it, without the watch. */
export function judgeCosts(): JudgeCosts {
  const over = ["series", "series_and_feeds"];
  return Object.fromEntries(
    ruleKinds
      .filter((kind) => over.includes(kind.over) && kind.listens)
      .map((kind) => [kind.id, { calm_ns: cost(kind, calm), standing_ns: cost(kind, standing) }]),
  );
}

/** A river that wavers by a few centimetres. */
const calm = (round: number, object: number) => 5 + 0.02 * Math.sin(round + object);
/** Far beyond anything usual, rising at the limit of the kinds' examples, and at rest. */
const standing = (round: number) => (round < 3 ? round * 10 : 30);

function cost(kind: AnyKind, told: (round: number, object: number) => number): number {
  // Twice: the first time the compiler learns.
  play(kind, told);
  return Math.round(play(kind, told));
}

/** @returns ns of processor time a reading: other work on the machine does not count */
function play(kind: AnyKind, told: (round: number, object: number) => number): number {
  const ready = readyOf(kind);
  const states = Array.from({ length: OBJECTS }, () => kind.restore(null, null));
  const input: Input = { time: 0, value: 0, mark: 0, heard: 0, since: START, feed: null };
  const began = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) {
    input.mark = input.heard = START + (round - 1) * PERIOD_MS;
    input.time = START + round * PERIOD_MS;
    for (let object = 0; object < OBJECTS; object++) {
      input.value = told(round, object);
      states[object] = kind.judge(states[object], input, ready).state;
    }
  }
  const { user, system } = process.cpuUsage(began);
  return ((user + system) * 1_000) / (OBJECTS * ROUNDS);
}

function readyOf(kind: AnyKind): unknown {
  const params = kind.schema.parse(kind.example);
  const levels = [6, 7, 8].map((value, i) => ({ id: `bd${i + 1}`, value, severity: i + 1 }));
  const shape = kind.shape?.(params);
  const bands = shape && new Map([[shapeKey(shape), bandOf(shape)]]);
  return kind.ready(params, { levels, priority: 3, periodMs: PERIOD_MS, ...(bands && { bands }) });
}

function bandOf({ slots }: Shape): Band {
  const filled = (value: number) => new Float64Array(slotCount(slots)).fill(value);
  const samples = new Int32Array(slotCount(slots)).fill(8);
  return { zone: "Asia/Ho_Chi_Minh", low: filled(4.5), mid: filled(5), high: filled(5.5), samples };
}
