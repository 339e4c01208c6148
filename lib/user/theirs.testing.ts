import type { Pool } from "#lib/db/pool.ts";

/** Stands wherever something is another agency's alone. */
export const MARK = "Z9-CHI-CUA-HO";
export const OURS = "so-y-te";
const THEIRS = "so-khac";
const RESPONSE = { cause: "a", consequence: "b", action: "c", minutes: 5, owner: "d" };

/** What was planted, by the word that stands in a path for it. */
export type Planted = { [noun in PlantedNoun]: string };
type PlantedNoun =
  | "alerts"
  | "incidents"
  | "rules"
  | "warnings"
  | "feeds"
  | "cameras"
  | "maintenance"
  | "orders"
  | "proposals";

/** Fills every noun that belongs to agencies with something of an agency other than {@link OURS}. @returns the ids */
export async function plantTheirs(db: Pool, author: string): Promise<Planted> {
  const one = async (sql: string, values: unknown[] = []): Promise<string> =>
    String((await db.query<{ id: string }>(sql, values)).rows[0]?.id);
  await db.query(
    `INSERT INTO agency (id, name_vi, name_en) VALUES ($1, 'Ta', 'Ours'), ($2, 'Họ', 'Theirs') ON CONFLICT DO NOTHING`,
    [OURS, THEIRS],
  );
  const feeds = await one(
    `INSERT INTO feed (id, kind, name_vi, name_en, agency_id) VALUES ('nguon-ho', 'http-json', 'Nguồn', 'Feed', $1)
     RETURNING id`,
    [THEIRS],
  );
  await db.query("INSERT INTO feed_status (feed_id, state, detail) VALUES ($1, 'retrying', $2)", [
    feeds,
    MARK,
  ]);
  await db.query("INSERT INTO feed_error (feed_id, reason, detail) VALUES ($1, 'not_json', $2)", [
    feeds,
    MARK,
  ]);
  const cameras = await one(
    `INSERT INTO asset (key, kind, name_vi, name_en, agency_id, attributes)
     VALUES ('cam-ho', 'camera', 'Cam', 'Cam', $1, $2) RETURNING id`,
    [THEIRS, JSON.stringify({ hlsUrl: `http://cam.example/${MARK}` })],
  );
  await db.query(
    `INSERT INTO asset (key, kind, name_vi, name_en, feed_id, status, created_at)
     VALUES ('cho-xem', 'gauge', 'Chờ', 'Waits', $1, 'unconfirmed', now())`,
    [feeds],
  );
  const target = JSON.stringify({ feed: feeds });
  const rules = await one(
    `INSERT INTO rule (id, kind, name_vi, name_en, params, target, priority, response)
     VALUES ('luat-ho', 'silence', $1, $1, '{}', $2, 2, $3) RETURNING id`,
    [MARK, target, JSON.stringify(RESPONSE)],
  );
  const incidents = await one(
    `INSERT INTO incident (simulated, name_vi, name_en, gathers, opened_at, opened_by)
     VALUES (false, $1, $1, false, now(), $2) RETURNING id`,
    [MARK, author],
  );
  const alerts = await one(
    `INSERT INTO alert (rule_id, object, feed_id, priority, worst, process, response, visibility, occurrences,
       raised_at, seq, rung_seq, rung_at, latched, agency_id, incident_id, hidden_by, hidden_why)
     VALUES ($1, $2, $3, 2, 2, 'active', 'unack', 'shown', 1, now(), 1, 1, now(), false, $4, $5, $6, $7)
     RETURNING id`,
    [rules, `feed:${feeds}`, feeds, THEIRS, incidents, author, MARK],
  );
  const proposal = (state: string) =>
    one(
      `INSERT INTO change_proposal (noun, subject, state, content, hash, why, proposed_by)
       VALUES ('rule', $1, $2, $3, 'x', $4, $5) RETURNING id`,
      [
        rules,
        state,
        JSON.stringify({ id: rules, nameVi: MARK, nameEn: MARK, target: { feed: feeds } }),
        MARK,
        author,
      ],
    );
  await proposal("draft");
  const window = (state: string) =>
    one(
      `INSERT INTO maintenance (work_order, target, from_at, until_at, why, state, agency_id, proposed_by, proposed_at,
         decided_by)
       VALUES ($1, $2, now() - interval '1 h', now() + interval '1 h', $1, $3, $4, $5, now(), 'user:decider') RETURNING id`,
      [MARK, JSON.stringify({ feeds: [feeds] }), state, THEIRS, author],
    );
  await window("ended");
  const warnings = await one(
    `INSERT INTO warning (state, content, hash, drafted_by) VALUES ('draft', $1, 'x', $2) RETURNING id`,
    [JSON.stringify({ type: "Alert", vi: { headline: MARK }, en: { headline: MARK } }), author],
  );
  const orders = await one(
    `INSERT INTO duty_order (text, addressee, given_at, given_by) VALUES ($1, 'room', now(), $2) RETURNING id`,
    [MARK, author],
  );
  // One says whose it is; of the other its feed does.
  for (const [key, agency] of [
    [`${MARK}-1`, THEIRS],
    [`${MARK}-2`, null],
  ])
    await db.query(
      `WITH r AS (
         INSERT INTO record (feed_id, type, key, changed_at, state, severity, agency_id, opened_at, due_at, title, lon, lat)
         VALUES ($1, 'report_1022', $2, now(), $3, 2, $4, now(), now() - interval '1 h', $3, 109.23456, 13.65432)
         RETURNING *)
       INSERT INTO record_count (feed_id, type, state, severity, agency_id, day, count)
       SELECT feed_id, type, state, severity, coalesce(agency_id, ''), current_date, 1 FROM r
       ON CONFLICT (feed_id, type, state, severity, outcome, agency_id, day) DO NOTHING`,
      [feeds, key, MARK, agency],
    );
  return {
    alerts,
    incidents,
    rules,
    warnings,
    feeds,
    cameras,
    orders,
    maintenance: await window("running"),
    proposals: await proposal("proposed"),
  };
}
