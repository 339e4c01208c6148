import type { Pool } from "#lib/db/pool.ts";
import type { Ending, SessionWill } from "#lib/device/session.ts";
import { endSessionsOfDead } from "#lib/device/sql/session.ts";
import type { Message } from "./desk.ts";

/** A process that is back within it has its devices back too. */
const LOOK_MS = 5_000;

/** Brings a message that nobody waits for, and keeps it where it is to be kept. */
export type Tell = (account: string, message: Message & { retained: boolean }) => void;

/**
 * Last wills are told when the device is gone: its line broke or fell silent, or it spoke no MQTT. Not when it said
 * good-bye, came again under the same id, or was put out or stopped by us: then it is not gone.
 */
export const isGone = (ending: Ending) => ending === "lost" || ending === "silent" || ending === "fault";

export function messageOf({ topic, payload, retain }: SessionWill): Message & { retained: boolean } {
  const bytes = Buffer.from(payload, "base64");
  return { topic, payload: bytes, size: bytes.length, now: Date.now(), retained: retain };
}

/** Ends the sessions that dead processes have left, and tells their wills: their devices have not come back to any. */
export function tendOrphans(pool: Pool, tell: Tell): { close(): void } {
  const timer = setInterval(async () => {
    const orphans = await endSessionsOfDead(pool).catch(() => []);
    for (const { account, will } of orphans) if (will) tell(account, messageOf(will));
  }, LOOK_MS);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
