import type { Alert } from "#lib/alert/model.ts";
import { ALERT } from "#lib/alert/sql/columns.ts";
import { publish } from "#lib/db/bus.ts";
import type { Client, Db } from "#lib/db/pool.ts";
import { circle, type Inhibition, type InhibitionInput, inhibitionSchema } from "./model.ts";

/** Who hides symptoms, as their log names it. */
export const INHIBITION_JOB = "job:inhibition";

export async function allInhibitions(db: Db): Promise<Inhibition[]> {
  const { rows } = await db.query<Inhibition>(
    `SELECT id, name_vi AS "nameVi", name_en AS "nameEn", source, target, same, enabled FROM inhibition ORDER BY id`,
  );
  return rows;
}

/** @throws ZodError when it does not fit; RangeError when alerts could hide each other in a circle */
export async function saveInhibition(client: Client, input: InhibitionInput): Promise<void> {
  const one = inhibitionSchema.parse(input);
  await client.query("LOCK TABLE inhibition IN SHARE ROW EXCLUSIVE MODE");
  const others = (await allInhibitions(client)).filter(({ id }) => id !== one.id);
  const round = circle([...others, one].filter(({ enabled }) => enabled));
  if (round)
    throw new RangeError(`these hide each other in a circle: ${round.map(({ id }) => id).join(", ")}`);
  await client.query(
    `INSERT INTO inhibition (id, name_vi, name_en, source, target, same, enabled) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET name_vi = $2, name_en = $3, source = $4, target = $5, same = $6, enabled = $7,
       updated_at = now()`,
    [
      one.id,
      one.nameVi,
      one.nameEn,
      JSON.stringify(one.source),
      JSON.stringify(one.target),
      one.same,
      one.enabled,
    ],
  );
  await publish(client, "incident", [JSON.stringify({ changed: "inhibition" })]);
}

const fits = (matcher: string) => `(NOT ${matcher} ? 'rule' OR a.rule_id = ${matcher}->>'rule')
  AND (NOT ${matcher} ? 'kind' OR r.kind = ${matcher}->>'kind')
  AND (NOT ${matcher} ? 'metrics' OR ${matcher}->'metrics' ? e.metric_id)
  AND (NOT ${matcher} ? 'over' OR starts_with(a.object, (${matcher}->>'over') || ':'))`;
const PLACE = `CASE i.same WHEN 'feed' THEN a.feed_id WHEN 'asset' THEN s.key WHEN 'unit' THEN s.unit_code
  WHEN 'basin' THEN s.basin ELSE s.attributes->>'feeder' END`;
const REGISTER = "LEFT JOIN series e ON e.id = a.series_id LEFT JOIN asset s ON s.id = a.asset_id";

/** Alerts that stand and hide others, by place. The rules come first: each finds its own open alerts by an index. */
const source = (stands: string) => `SELECT i.id AS inhibition, a.id, a.simulated, ${PLACE} AS place, r.name_vi
  FROM inhibition i
  JOIN rule r ON (NOT i.source ? 'rule' OR r.id = i.source->>'rule')
    AND (NOT i.source ? 'kind' OR r.kind = i.source->>'kind')
  JOIN alert a ON a.rule_id = r.id AND a.closed_at IS NULL AND ${stands}
  ${REGISTER}
  WHERE i.enabled AND ${fits("i.source")}`;
const STANDS = "a.process IN ('active', 'unknown')";
const target = (which: string) => `SELECT DISTINCT ON (a.id) a.id, source.id AS source, source.name_vi AS why
  FROM alert a JOIN rule r ON r.id = a.rule_id ${REGISTER}
  JOIN inhibition i ON i.enabled AND ${fits("i.target")}
  JOIN source ON source.inhibition = i.id AND source.place = ${PLACE} AND source.simulated = a.simulated
    AND source.id <> a.id
  WHERE ${which} ORDER BY a.id, source.id`;
/** Somebody showed it by hand: it stays in sight. */
const BY_HAND = `EXISTS (SELECT FROM alert_event v
  WHERE v.alert_id = a.id AND v.type = 'unsuppressed' AND v.actor LIKE 'user:%')`;

export type Symptom = { id: number; source: number; why: string };

type Changing = { ids: readonly number[]; standing: readonly number[]; over: readonly number[] };

/**
 * Of these alerts those whose cause stands. `standing` and `over`: alerts of this transaction whose rows do not tell
 * yet that they stand, or no longer do.
 */
export async function symptomsAmong(client: Client, { ids, standing, over }: Changing): Promise<Symptom[]> {
  const { rows } = await client.query<Symptom>({
    name: "inhibition-symptoms",
    text: `WITH source AS (${source(`(${STANDS} AND a.id <> ALL ($3::bigint[]) OR a.id = ANY ($2::bigint[]))`)})
      ${target(`a.id = ANY ($1::bigint[]) AND NOT ${BY_HAND}`)}`,
    values: [ids, standing, over],
  });
  return rows;
}

/** Open alerts that nobody has answered, and whose cause began after them. */
export async function lockSymptoms(
  client: Client,
  limit: number,
): Promise<(Alert & { why: string; source: number })[]> {
  const { rows } = await client.query<Alert & { why: string; source: number }>({
    name: "inhibition-lock-symptoms",
    text: `WITH source AS (${source(STANDS)}),
      found AS (${target(`a.closed_at IS NULL AND a.visibility = 'shown' AND a.response = 'unack'
        AND a.process <> 'pending' AND EXISTS (SELECT FROM source) AND NOT ${BY_HAND}`)} LIMIT $1)
      SELECT ${ALERT}, found.why, found.source FROM alert a JOIN found ON found.id = a.id
      WHERE a.closed_at IS NULL AND a.visibility = 'shown' AND a.response = 'unack'
      ORDER BY a.id FOR UPDATE OF a SKIP LOCKED`,
    values: [limit],
  });
  return rows;
}

/** Symptoms that outlived their cause. */
export async function lockReleased(client: Client, limit: number): Promise<Alert[]> {
  const { rows } = await client.query<Alert>({
    name: "inhibition-lock-released",
    text: `WITH source AS (${source(STANDS)}),
      held AS (${target(`a.closed_at IS NULL AND a.visibility = 'suppressed' AND a.hidden_by = '${INHIBITION_JOB}'`)})
      SELECT ${ALERT} FROM alert a
      WHERE a.closed_at IS NULL AND a.visibility = 'suppressed' AND a.hidden_by = '${INHIBITION_JOB}'
        AND NOT EXISTS (SELECT FROM held WHERE held.id = a.id)
      ORDER BY a.id LIMIT $1 FOR UPDATE OF a SKIP LOCKED`,
    values: [limit],
  });
  return rows;
}
