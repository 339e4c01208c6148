import { agencyExists } from "#lib/agency/sql.ts";
import { publish } from "#lib/db/bus.ts";
import type { Client, Db } from "#lib/db/pool.ts";
import type { Person } from "#lib/user/model.ts";
import type { Addressee, AddresseeName, Order, OrderRow } from "./model.ts";

const ms = (column: string, name: string) => `(extract(epoch FROM o.${column}) * 1000)::float8 AS "${name}"`;
const ORDER = `o.id, o.alert_id AS "alertId", o.text, o.addressee, ${ms("given_at", "givenAt")},
  o.given_by AS "givenBy", ${ms("due_at", "dueAt")}, o.state, ${ms("acknowledged_at", "acknowledgedAt")},
  o.acknowledged_by AS "acknowledgedBy", ${ms("answered_at", "answeredAt")}, o.answered_by AS "answeredBy", o.answer`;
const NAMES = `coalesce(person.name, g.name_vi) AS "addresseeVi", coalesce(person.name, g.name_en) AS "addresseeEn",
  giver.name AS "givenName", taker.name AS "acknowledgedName", answerer.name AS "answeredName",
  r.name_vi || coalesce(' · ' || s.name_vi, '') AS "alertVi", r.name_en || coalesce(' · ' || s.name_en, '') AS "alertEn"`;
const FROM = `FROM duty_order o
  LEFT JOIN auth."user" person ON o.addressee = 'user:' || person.id
  LEFT JOIN agency g ON o.addressee = 'agency:' || g.id
  LEFT JOIN auth."user" giver ON o.given_by = 'user:' || giver.id
  LEFT JOIN auth."user" taker ON o.acknowledged_by = 'user:' || taker.id
  LEFT JOIN auth."user" answerer ON o.answered_by = 'user:' || answerer.id
  LEFT JOIN alert a ON a.id = o.alert_id LEFT JOIN rule r ON r.id = a.rule_id LEFT JOIN asset s ON s.id = a.asset_id`;

/** `scope`: an agency sees what is for it, for the person, or about its own alerts; null: everything. */
export type OrderWish = {
  state: "open" | "closed" | "all";
  alertId?: number;
  scope: Pick<Person, "userId" | "agencyId"> | null;
  limit: number;
};

/** Orders, those that wait first, then the newest. */
export async function orders(db: Db, { state, alertId, scope, limit }: OrderWish): Promise<OrderRow[]> {
  const { rows } = await db.query<OrderRow>(
    `SELECT ${ORDER}, ${NAMES} ${FROM}
      WHERE ($1 = 'all' OR (o.answered_at IS NULL) = ($1 = 'open')) AND ($2::bigint IS NULL OR o.alert_id = $2)
        AND ($3::text IS NULL OR o.addressee = 'user:' || $3 OR o.addressee = 'agency:' || $4 OR a.agency_id = $4)
      ORDER BY o.answered_at IS NOT NULL, o.given_at DESC, o.id DESC LIMIT $5`,
    [state, alertId ?? null, scope?.userId ?? null, scope?.agencyId ?? null, limit],
  );
  return rows;
}

/** Orders that were given, or still waited, in a time (ms). */
export async function ordersBetween(db: Db, from: number, to: number): Promise<OrderRow[]> {
  const { rows } = await db.query<OrderRow>(
    `SELECT ${ORDER}, ${NAMES} ${FROM}
      WHERE o.given_at < to_timestamp($2::float8 / 1000)
        AND (o.answered_at IS NULL OR o.answered_at >= to_timestamp($1::float8 / 1000))
      ORDER BY o.given_at, o.id`,
    [from, to],
  );
  return rows;
}

export async function lockOrder(client: Client, id: number): Promise<Order | undefined> {
  const { rows } = await client.query<Order>(
    `SELECT ${ORDER} FROM duty_order o WHERE o.id = $1 FOR UPDATE OF o`,
    [id],
  );
  return rows[0];
}

export type NewOrder = Pick<Order, "text" | "addressee" | "givenAt" | "givenBy" | "dueAt" | "alertId"> & {
  alertSeq: number | null;
};

/** Makes orders with their first event, and tells the bus. @returns their ids, in the order given */
export async function insertOrders(client: Client, made: readonly NewOrder[]): Promise<number[]> {
  const { rows } = await client.query<{ ids: number[] }>(
    `WITH made AS (
       INSERT INTO duty_order (alert_id, alert_seq, text, addressee, given_at, given_by, due_at)
       SELECT "alertId", "alertSeq", text, addressee, to_timestamp("givenAt" / 1000), "givenBy", to_timestamp("dueAt" / 1000)
       FROM jsonb_to_recordset($1) AS o("alertId" bigint, "alertSeq" int, text text, addressee text,
         "givenAt" float8, "givenBy" text, "dueAt" float8)
       RETURNING id, given_at, given_by, text),
     told AS (
       INSERT INTO duty_order_event (order_id, seq, at, type, actor, text)
       SELECT id, 1, given_at, 'given', given_by, text FROM made)
     SELECT coalesce(jsonb_agg(id ORDER BY id), '[]') AS ids FROM made`,
    [JSON.stringify(made)],
  );
  const ids = rows[0]?.ids ?? [];
  await announce(client, ids);
  return ids;
}

type Told = { type: string; actor: string; at: number; text: string | null };

/** Writes an answered order, its event, and tells the bus. */
export async function saveOrder(
  client: Client,
  order: Order,
  { type, actor, at, text }: Told,
): Promise<void> {
  await client.query(
    `WITH saved AS (
       UPDATE duty_order SET state = $2, acknowledged_at = to_timestamp($3::float8 / 1000), acknowledged_by = $4,
         answered_at = to_timestamp($5::float8 / 1000), answered_by = $6, answer = $7 WHERE id = $1)
     INSERT INTO duty_order_event (order_id, seq, at, type, actor, text)
     SELECT $1, max(seq) + 1, to_timestamp($8::float8 / 1000), $9, $10, $11 FROM duty_order_event WHERE order_id = $1`,
    [
      order.id,
      order.state,
      order.acknowledgedAt,
      order.acknowledgedBy,
      order.answeredAt,
      order.answeredBy,
      order.answer,
      at,
      type,
      actor,
      text,
    ],
  );
  await announce(client, [order.id]);
}

/** The newest order about an alert. */
export async function newestOrderOf(client: Client, alertId: number): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    "SELECT id FROM duty_order WHERE alert_id = $1 ORDER BY alert_seq DESC LIMIT 1",
    [alertId],
  );
  return rows[0]?.id;
}

/** Whether somebody is there who may answer: the duty room always is. */
export async function isThere(db: Db, addressee: Addressee): Promise<boolean> {
  if (addressee === "room") return true;
  const [kind, id] = addressee.split(/:(.*)/s) as ["user" | "agency", string];
  if (kind === "agency") return agencyExists(db, id);
  const { rowCount } = await db.query(
    `SELECT 1 FROM auth."user" WHERE id = $1 AND banned IS NOT TRUE AND role IN ('duty', 'lead', 'agency')`,
    [id],
  );
  return rowCount === 1;
}

/** Everybody to whom an order can be given, the duty room aside: agencies, then people. */
export async function addressees(db: Db): Promise<AddresseeName[]> {
  const { rows } = await db.query<AddresseeName>(
    `SELECT addressee, "nameVi", "nameEn" FROM (
       SELECT 0 AS part, 'agency:' || id AS addressee, name_vi AS "nameVi", name_en AS "nameEn" FROM agency
        WHERE valid_to IS NULL OR valid_to > now()
       UNION ALL
       SELECT 1, 'user:' || id, name, name FROM auth."user"
        WHERE banned IS NOT TRUE AND role IN ('duty', 'lead', 'agency')) one
     ORDER BY part, "nameVi"`,
  );
  return rows;
}

async function announce(client: Client, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await publish(client, "shift", [JSON.stringify({ orders: ids.slice(0, 400) })]);
}
