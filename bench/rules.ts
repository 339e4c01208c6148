import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { upsertRule } from "#lib/rule/sql.ts";

const NEVER = 8e15;
/** Of ten rules of a province most are limits, some watch how fast a value moves and whether it moves at all. */
const KINDS = [
  "threshold",
  "threshold",
  "threshold",
  "threshold",
  "rate",
  "threshold",
  "threshold",
  "frozen",
  "threshold",
  "rate",
] as const;
const RULES_A_SERIES = 10;

const response = { cause: "bench", consequence: "none", action: "none", minutes: 60, owner: "bench" };
const limit = { levels: [{ id: "limit", priority: 4 as const, value: NEVER }] };
const PARAMS = {
  threshold: limit,
  rate: { ...limit, windowMin: 10 },
  frozen: { intervals: 1_000, minMin: 1_000 },
};

/** Rules that judge every reading and never ring; each series is under ten of them. */
export function benchRules(count: number, series: readonly number[]) {
  const each = Math.max(1, Math.round((series.length * RULES_A_SERIES) / count));
  return Array.from({ length: count }, (_, n) => {
    const kind = KINDS[n % KINDS.length] as (typeof KINDS)[number];
    const target = {
      series: Array.from({ length: each }, (_, i) => series[(n * each + i) % series.length] as number),
    };
    return { ...ruleOf(`bench-${n}`, kind), params: PARAMS[kind], target };
  });
}

/** Rings for whatever is above a hundred. */
export function tripRule(metric: string) {
  const params = { levels: [{ id: "trip", priority: 3 as const, value: 100 }] };
  return { ...ruleOf("bench-trip", "threshold"), params, target: { metric } };
}

function ruleOf(id: string, kind: string) {
  return { id, kind, nameVi: "Đo kiểm", nameEn: "Bench", priority: 4 as const, response, simulated: true };
}

/** In one transaction: one notice, one reading of the rules. */
export function saveBenchRules(
  pool: Pool,
  rules: readonly Parameters<typeof upsertRule>[1][],
  enabled: boolean,
): Promise<void> {
  return tx(pool, async (client) => {
    for (const rule of rules) await upsertRule(client, { ...rule, enabled });
  });
}

/** A reading above the limit at one place; its time is when it was sent. */
export function trip(
  feedId: string,
  place: number,
  metric: string,
): [topic: string, payload: string, { qos: 1 }] {
  const topic = `ioc/${feedId}/t${String(place).padStart(5, "0")}/${metric}`;
  return [topic, JSON.stringify({ v: 150, t: Date.now() }), { qos: 1 }];
}
