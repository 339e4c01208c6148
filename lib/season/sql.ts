import type { Db } from "#lib/db/pool.ts";
import { type Band, type Shape, shapeKey, slotCount } from "./model.ts";

const SLOT = {
  hour_of_week: "(extract(isodow FROM local) - 1) * 24 + extract(hour FROM local)",
  hour_of_day: "extract(hour FROM local)",
};

/**
 * The bands of series $1 from the hours before $2: of each slot the low percentile of its hours' least values, the
 * median of their means and the high percentile of their greatest.
 */
function bandsOf({ slots, weeks, lowPct, highPct }: Shape): string {
  const percentile = (share: number, of: string) => `percentile_cont(${share}) WITHIN GROUP (ORDER BY ${of})`;
  return `SELECT w.id AS series_id, local_zone() AS zone, array_agg(h.low ORDER BY g.slot) AS low,
      array_agg(h.mid ORDER BY g.slot) AS mid, array_agg(h.high ORDER BY g.slot) AS high,
      array_agg(coalesce(h.samples, 0) ORDER BY g.slot) AS samples
    FROM unnest($1::int4[]) AS w (id) CROSS JOIN generate_series(0, ${slotCount(slots) - 1}) AS g (slot)
    LEFT JOIN (
      SELECT series_id, (${SLOT[slots]})::int4 AS slot, ${percentile(lowPct / 100, "min")} AS low,
        ${percentile(0.5, "sum / count")} AS mid, ${percentile(highPct / 100, "max")} AS high,
        count(*)::int4 AS samples
      FROM (
        SELECT *, bucket AT TIME ZONE (SELECT local_zone()) AS local FROM rollup_1h
        WHERE series_id = ANY ($1) AND bucket < date_trunc('hour', $2::timestamptz)
          AND bucket >= date_trunc('hour', $2::timestamptz) - interval '${weeks} weeks') AS hours
      GROUP BY 1, 2) AS h ON h.series_id = w.id AND h.slot = g.slot
    GROUP BY w.id`;
}

/** Makes the bands of these series anew. @returns how many hours the fullest slot of each was made of */
export async function makeBands(
  db: Db,
  ids: readonly number[],
  of: { shape: Shape; now: number },
): Promise<number[]> {
  const { rows } = await db.query<{ most: number }>(
    `INSERT INTO season_band (series_id, shape, zone, low, mid, high, samples, made_at)
     SELECT series_id, $3, zone, low, mid, high, samples, $2 FROM (${bandsOf(of.shape)}) AS made
     ON CONFLICT (series_id, shape) DO UPDATE SET zone = excluded.zone, low = excluded.low, mid = excluded.mid,
       high = excluded.high, samples = excluded.samples, made_at = excluded.made_at
     RETURNING (SELECT max(n) FROM unnest(samples) AS n) AS most`,
    [ids, new Date(of.now), shapeKey(of.shape)],
  );
  return rows.map((row) => row.most);
}

type Row = {
  seriesId: number;
  shape: string;
  zone: string;
  low: (number | null)[];
  mid: (number | null)[];
  high: (number | null)[];
  samples: number[];
};

/** What the bands of these series would be now, without keeping them. */
export async function bandsNow(
  db: Db,
  ids: readonly number[],
  of: { shape: Shape; now: number },
): Promise<Map<number, Band>> {
  const { rows } = await db.query<Row>(
    `SELECT series_id AS "seriesId", zone, low, mid, high, samples FROM (${bandsOf(of.shape)}) AS made`,
    [ids, new Date(of.now)],
  );
  return new Map(rows.map((row) => [row.seriesId, bandOf(row)]));
}

export type Bands = ReadonlyMap<number, ReadonlyMap<string, Band>>;

/** Every band, by series and shape. */
export async function allBands(db: Db): Promise<Bands> {
  const { rows } = await db.query<Row>(
    `SELECT series_id AS "seriesId", shape, zone, low, mid, high, samples FROM season_band`,
  );
  const bands = new Map<number, Map<string, Band>>();
  for (const row of rows) {
    const own = bands.get(row.seriesId) ?? new Map<string, Band>();
    bands.set(row.seriesId, own.set(row.shape, bandOf(row)));
  }
  return bands;
}

function bandOf({ zone, low, mid, high, samples }: Row): Band {
  const numbers = (values: (number | null)[]) => Float64Array.from(values, (value) => value ?? Number.NaN);
  return {
    zone,
    low: numbers(low),
    mid: numbers(mid),
    high: numbers(high),
    samples: Int32Array.from(samples),
  };
}

/** Slots of fewer hours than a week has days change with each new one. */
const FEW = 7;

/**
 * Of these series those whose band of the shape was made before `since` (ms), for another zone, or never; one that is
 * still young, before `young`.
 */
export async function bandsDue(
  db: Db,
  ids: readonly number[],
  of: { shape: Shape; since: number; young: number },
): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT w.id FROM unnest($1::int4[]) AS w (id)
     LEFT JOIN season_band b ON b.series_id = w.id AND b.shape = $2
     WHERE b.made_at IS NULL OR b.made_at <= $3 OR b.zone <> (SELECT local_zone())
       OR (b.made_at <= $4 AND (SELECT max(n) FROM unnest(b.samples) AS n) < ${FEW})
     ORDER BY b.made_at NULLS FIRST, w.id`,
    [ids, shapeKey(of.shape), new Date(of.since), new Date(of.young)],
  );
  return rows.map((row) => row.id);
}

/** Forgets bands of shapes that no rule uses any more. @returns how many there were */
export async function dropBandsBut(db: Db, shapes: readonly string[]): Promise<number> {
  const { rowCount } = await db.query("DELETE FROM season_band WHERE shape <> ALL ($1::text[])", [shapes]);
  return rowCount ?? 0;
}

const JOB_LOCK = 7_246_071;

/** Whether this transaction may make bands: one process at a time does. */
export async function isMyTurn(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(${JOB_LOCK}) AS mine`);
  return rows[0]?.mine ?? false;
}
