import type { Pool } from "#lib/db/pool.ts";
import { keepRetained, type Retaining } from "#lib/device/sql/retained.ts";
import { gather } from "./gather.ts";

const LARGEST = 65_536;
const MOST_AT_ONCE = 500;
const AGAIN_MS = 1_000;

/** Keeps a message as the newest of its topic; resolves when it is written, however long the database is away. */
export type Retain = (said: { topic: string; account: string; payload: Buffer }) => Promise<void>;

export function retainIn(pool: Pool): Retain {
  const write = gather(
    async (retaining: Retaining[]) => {
      await keepRetained(pool, retaining);
      return retaining.map(() => undefined);
    },
    { most: MOST_AT_ONCE, keyOf: ({ topic }) => topic },
  );
  return async ({ topic, account, payload }) => {
    const retaining = { topic, account, payload: payload.subarray(0, LARGEST).toString("base64") };
    while (!(await write(retaining).then(isDone, isNot)))
      await new Promise((done) => setTimeout(done, AGAIN_MS).unref());
  };
}

const isDone = () => true;
const isNot = () => false;
