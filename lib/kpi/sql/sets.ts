/**
 * The alarms behind each figure, as one query of `alert_id` and `at`: the figure counts it, its list shows it. $1 and
 * $2 are the span, $2 being now for what stands open; $3 says whether simulated ones are asked for.
 */
const SPAN = ">= $1::timestamptz AND";

export const SETS = {
  announced: `SELECT n.alert_id, n.at FROM annunciation n
    WHERE n.simulated = $3 AND n.at ${SPAN} n.at < $2::timestamptz`,

  /** Ten-minute periods with more than ten alarms a position. */
  crowded: `SELECT n.alert_id, n.at FROM annunciation n JOIN period p ON n.at >= p.start AND n.at < p.start + interval '10 min'
    WHERE n.simulated = $3 AND p.each > 10`,

  /** The busiest of those periods for one position. */
  peak: `SELECT n.alert_id, n.at FROM annunciation n
    JOIN (SELECT start FROM period WHERE alarms > 0 ORDER BY each DESC, start DESC LIMIT 1) p
      ON n.at >= p.start AND n.at < p.start + interval '10 min' WHERE n.simulated = $3`,

  /** Announced as P1 or P2. */
  urgent: `SELECT n.alert_id, n.at FROM annunciation n
    WHERE n.simulated = $3 AND n.priority <= 2 AND n.at ${SPAN} n.at < $2::timestamptz`,

  /** Waits for an answer longer than its rule allows. */
  unacked: `SELECT a.id AS alert_id, a.rung_at AS at FROM alert a JOIN rule r ON r.id = a.rule_id
    WHERE a.closed_at IS NULL AND a.simulated = $3 AND a.visibility = 'shown' AND a.response = 'unack'
      AND a.process <> 'pending'
      AND a.rung_at < $2::timestamptz - (r.response ->> 'minutes')::float8 * interval '1 min'`,

  /** Shown, and true without a break for more than a day. */
  stale: `SELECT s.alert_id, s.since AS at FROM standing s
    WHERE s.until IS NULL AND s.shown AND s.since < $2::timestamptz - interval '24 h'`,

  /** At some time of the span true for more than a day; of a day, ask with that day as the span. */
  stood: `SELECT s.alert_id, s.since AS at FROM standing s
    WHERE s.since + interval '24 h' < $2::timestamptz
      AND CASE WHEN s.until IS NULL THEN s.shown ELSE s.until > greatest(s.since + interval '24 h', $1::timestamptz) END`,

  /** Three returns and re-firings within a minute. */
  chattering: `SELECT c.alert_id, min(c.at) AS at FROM (
      SELECT e.alert_id, e.at,
        e.at - lag(e.at, 2) OVER (PARTITION BY e.alert_id ORDER BY e.seq) <= interval '1 min' AS quick
      FROM alert_event e JOIN alert a ON a.id = e.alert_id AND a.simulated = $3
      WHERE e.type IN ('reactivated', 'returned') AND e.at ${SPAN} e.at < $2::timestamptz) c
    WHERE c.quick GROUP BY c.alert_id`,

  /** Came and went within a minute, before anybody could answer. */
  fleeting: `SELECT f.alert_id, min(f.at) AS at FROM (
      SELECT e.alert_id, e.at, e.type, lead(e.type) OVER course AS next, lead(e.at) OVER course - e.at AS stood
      FROM alert_event e JOIN alert a ON a.id = e.alert_id AND a.simulated = $3
      WHERE e.type IN ('raised', 'reactivated', 'returned', 'acknowledged') AND e.at ${SPAN} e.at < $2::timestamptz
      WINDOW course AS (PARTITION BY e.alert_id ORDER BY e.seq)) f
    WHERE f.type IN ('raised', 'reactivated') AND f.next = 'returned' AND f.stood <= interval '1 min'
    GROUP BY f.alert_id`,

  /** Announced and over, and nobody did more about it than to acknowledge. */
  idle: `SELECT a.id AS alert_id, a.closed_at AS at FROM alert a
    WHERE a.simulated = $3 AND a.raised_at ${SPAN} a.raised_at < $2::timestamptz AND a.closed_at IS NOT NULL
      AND EXISTS (SELECT FROM alert_event e WHERE e.alert_id = a.id AND e.type = 'acknowledged')
      AND NOT EXISTS (SELECT FROM alert_event e WHERE e.alert_id = a.id
        AND e.type IN ('progress_started', 'step_done', 'noted', 'assigned', 'ordered', 'closed')
        AND (e.type <> 'closed' OR e.data ? 'note'))`,

  answered: `SELECT a.id AS alert_id, a.raised_at AS at FROM alert a
    WHERE a.simulated = $3 AND a.raised_at ${SPAN} a.raised_at < $2::timestamptz
      AND EXISTS (SELECT FROM alert_event e WHERE e.alert_id = a.id AND e.type = 'acknowledged')`,

  shelved: hidden("shelved"),
  suppressed: hidden("suppressed"),
  maintenance: hidden("maintenance"),
} as const;
export type SetId = keyof typeof SETS;

function hidden(visibility: string): string {
  return `SELECT a.id AS alert_id, coalesce((SELECT max(e.at) FROM alert_event e WHERE e.alert_id = a.id
      AND e.type IN ('shelved', 'suppressed', 'maintenance_started')), a.raised_at) AS at
    FROM alert a WHERE a.closed_at IS NULL AND a.simulated = $3 AND a.visibility = '${visibility}'`;
}

/** What the sets above may stand on; each is made only where it is named. */
export const GROUND = `span AS (SELECT $1::timestamptz AS lo, $2::timestamptz AS hi, $3::boolean AS simulated),
  crew AS (
    SELECT s.starts_at, s.ends_at, greatest(1, count(m.user_id)) AS positions
    FROM shift s LEFT JOIN shift_member m ON m.shift_id = s.id
    WHERE s.ends_at > $1::timestamptz AND s.starts_at < $2::timestamptz GROUP BY s.id),
  heard AS (
    SELECT date_bin('10 min', n.at, $1::timestamptz) AS start, count(*) AS alarms FROM annunciation n
    WHERE n.simulated = $3 AND n.at ${SPAN} n.at < $2::timestamptz GROUP BY 1),
  period AS (
    SELECT g AS start, coalesce(h.alarms, 0) AS alarms,
      coalesce(h.alarms, 0)::float8 / coalesce(c.positions, 1) AS each
    FROM generate_series($1::timestamptz, $2::timestamptz - interval '10 min', interval '10 min') g
    LEFT JOIN heard h ON h.start = g
    LEFT JOIN crew c ON tstzrange(c.starts_at, c.ends_at) @> g),
  standing AS (
    SELECT a.id AS alert_id, a.visibility = 'shown' AS shown, a.returned_at AS until,
      CASE WHEN a.occurrences > 1 THEN coalesce((SELECT max(e.at) FROM alert_event e
        WHERE e.alert_id = a.id AND e.type = 'reactivated'), a.raised_at) ELSE a.raised_at END AS since
    FROM alert a
    WHERE a.simulated = $3 AND a.process <> 'pending' AND a.raised_at < $2::timestamptz - interval '24 h'
      AND (a.returned_at IS NULL
        OR (a.returned_at ${SPAN} a.returned_at > a.raised_at + interval '24 h')))`;
