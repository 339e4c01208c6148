import type { Pool } from "#lib/db/pool.ts";
import { isTransient, isUnanswered } from "#lib/db/tx.ts";
import type { Claim } from "#lib/feed/sql/lease.ts";
import { beginWrite, lastMark, type WriteMark } from "#lib/reading/sql/write.ts";
import type { Delivery } from "../delivery.ts";
import { lockOf } from "../lease/share.ts";
import { rowsOf } from "./halves.ts";
import { type Stored, type StoreOptions, storeBatch } from "./store.ts";

const ASK_AGAIN_MS = 200;

/** The answer to COMMIT was lost with the connection; its mark tells later what became of it. */
class CommitUnanswered extends Error {
  readonly stored: Stored;
  constructor(stored: Stored, cause: unknown) {
    super("the answer to COMMIT was lost", { cause });
    this.stored = stored;
  }
}

/** Another process holds these feeds by now: what we still have of them is not ours to store. */
export class Superseded extends Error {
  readonly feeds: ReadonlySet<string>;
  constructor(feeds: readonly string[]) {
    super(`another process reads ${feeds.join(", ")} by now`);
    this.feeds = new Set(feeds);
  }
}

/**
 * The right under which this process writes for a feed, see ingest/lease.ts. null: any process may write for it;
 * undefined: this one may not (any more).
 */
export type EpochOf = (feedId: string) => number | null | undefined;
export type CommitOptions = StoreOptions & {
  abandoned(): boolean;
  epochOf?: EpochOf;
  /** Of this writer alone; counted on with every attempt. */
  mark: WriteMark;
};

/**
 * Stores the deliveries in one transaction; returns after its commit. When the connection breaks during COMMIT the
 * server is asked, for as long as it takes, whether it happened: so even the counters count once.
 * @throws what went wrong, {@link Superseded} among it; nothing is stored then
 */
export async function commitBatch(
  pool: Pool,
  deliveries: readonly Delivery[],
  options: CommitOptions,
): Promise<Stored> {
  try {
    return await attempt(pool, deliveries, options);
  } catch (error) {
    if (!(error instanceof CommitUnanswered)) throw error;
    if (await happened(pool, options)) return error.stored;
    throw error.cause;
  }
}

async function attempt(pool: Pool, deliveries: readonly Delivery[], options: CommitOptions): Promise<Stored> {
  options.mark.number++;
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    const state = await beginWrite(client, options.mark, claimsOf(deliveries, options.epochOf));
    if (state.lost.length > 0) throw new Superseded(state.lost);
    const stored = await storeBatch(client, { state, deliveries }, options);
    const end = await client.query("COMMIT").catch((cause) => {
      throw new CommitUnanswered(stored, cause);
    });
    // Somebody swallowed a failed statement: PostgreSQL then answers COMMIT with ROLLBACK and no error.
    if (end.command !== "COMMIT") throw new Error("the transaction had failed unseen and was rolled back");
    return stored;
  } catch (error) {
    // Whoever does not answer would not answer this either.
    if (isUnanswered(error)) broken ??= error as Error;
    else
      await client.query("ROLLBACK").catch((cause: Error) => {
        broken ??= cause;
      });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

function claimsOf(deliveries: readonly Delivery[], epochOf: EpochOf | undefined): Claim[] {
  if (!epochOf) return [];
  const claims: Claim[] = [];
  // A refusal may be noted by anybody: it changes nothing that a holder knows.
  const writing = deliveries.filter((d) => rowsOf(d) > 0 || d.watermark !== undefined);
  for (const feedId of new Set(writing.map((d) => d.feedId))) {
    const epoch = epochOf(feedId);
    if (epoch !== null) claims.push({ feedId, lock: lockOf(feedId), epoch });
  }
  return claims;
}

async function happened(pool: Pool, { mark, abandoned }: CommitOptions): Promise<boolean> {
  while (!abandoned()) {
    try {
      return (await lastMark(pool, mark.writer)) === mark.number;
    } catch (error) {
      if (!isTransient(error)) throw error;
    }
    await new Promise((done) => setTimeout(done, ASK_AGAIN_MS));
  }
  return false;
}

/**
 * Whether an error lies in what was to be stored, not in the store: SQLSTATE 22 (data), 23 (integrity), or a bug of
 * ours that these data woke. Anything else (a missing table, a full disk, a server away) is waited for.
 */
export function isPoison(error: unknown): boolean {
  if (isTransient(error) || error instanceof Superseded) return false;
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? /^2[23]/.test(code) : true;
}
