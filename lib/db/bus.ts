import pg from "pg";
import type { Db } from "./pool.ts";

/** NOTIFY refuses payloads of 8,000 bytes and more. */
export const NOTICE_LIMIT = 7_900;
export type Channel =
  | "reading"
  | "position"
  | "alert"
  | "feed"
  | "record"
  | "config"
  | "scenario"
  /** Who looks at which alert: between realtime processes, nothing of it is stored. */
  | "presence"
  /** Incidents, floods, maintenance windows. */
  | "incident"
  /** The roster, hand-overs, orders. */
  | "shift"
  /** Accounts of the MQTT entrance, sessions taken over, commands that wait for a device. */
  | "device"
  /** A listener's own pulse: proof that the bus is heard and that the database commits. */
  | "beat"
  /** What each ingest process says of itself once a second (lib/pulse). */
  | "pulse";

/**
 * Publishes inside the caller's transaction: subscribers hear it when, and only when, that transaction commits.
 * Each payload must be shorter than {@link NOTICE_LIMIT} bytes.
 */
export async function publish(db: Db, channel: Channel, payloads: string[]): Promise<void> {
  if (payloads.length === 0) return;
  await db.query({
    name: "bus-publish",
    text: "SELECT pg_notify($1, p) FROM unnest($2::text[]) AS p",
    values: [channel, payloads],
  });
}

export type Subscription = { close(): Promise<void> };
type Handlers = {
  notice(channel: Channel, payload: string): void;
  /** Called at the first connection and after each loss: what was published in between was not heard. */
  connected(): void;
  lost?(error?: Error): void;
};

const RETRY_MS = [250, 500, 1_000, 2_000, 5_000];

/** Listens on a connection of its own, for ever, with back-off. Needs a session, not a transaction pooler. */
export function subscribe(url: string, channels: Channel[], handlers: Handlers): Subscription {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let attempts = 0;

  const retry = (from: pg.Client, error?: Error) => {
    if (closed || client !== from) return;
    client = undefined;
    from.end().catch(() => {});
    handlers.lost?.(error);
    timer = setTimeout(connect, RETRY_MS[Math.min(attempts++, RETRY_MS.length - 1)]);
  };

  async function connect() {
    const mine = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 });
    client = mine;
    mine.on("error", (error) => retry(mine, error));
    mine.on("end", () => retry(mine));
    mine.on("notification", (m) => handlers.notice(m.channel as Channel, m.payload ?? ""));
    try {
      await mine.connect();
      await mine.query(channels.map((c) => `LISTEN ${c}`).join(";"));
      if (closed || client !== mine) return;
      attempts = 0;
      handlers.connected();
    } catch (error) {
      retry(mine, error as Error);
    }
  }

  void connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
