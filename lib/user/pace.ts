import { type Bucket, bucket } from "./bucket.ts";
import { actorOf, type Identity } from "./model.ts";

/**
 * What one person may have written down: everything that people do leaves rows behind (audit, logs, drafts), and the
 * disk is everybody's. Each is far above what hands can do, in a storm too, and keeps what one account can fill below
 * a gigabyte a day.
 */
const PACES = {
  /** Whatever changes something. */
  write: { burst: 240, perSecond: 2 },
  /** Proposals, drafts and trials, up to some 100 kB each. */
  draft: { burst: 120, perSecond: 0.05 },
  /** Acts on many alerts: one for each, and one for each 100 letters that are written to each of them. */
  bulk: { burst: 120_000, perSecond: 20 },
} as const;
export type PaceName = keyof typeof PACES;

/** Who was not heard of for longest is forgotten first; by then their measure is full again. */
const MOST_KNOWN = 5_000;
// The web framework loads its own copy of each module for each route; a person's measure is one.
const KEY = Symbol.for("haidang.paces");
const shared = globalThis as { [KEY]?: Map<string, Bucket> };

/** Whether somebody may have so much more written down now. */
export function mayPace(who: Identity, name: PaceName, cost = 1, now = Date.now()): boolean {
  shared[KEY] ??= new Map();
  const known = shared[KEY];
  const key = `${name} ${actorOf(who)}`;
  const found = known.get(key) ?? bucket(PACES[name].burst, PACES[name].perSecond);
  known.delete(key);
  known.set(key, found);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value as string);
  return found.take(now, cost);
}

/** Everybody may as much as at first: for tests that ask more than hands can. */
export function forgetPaces(): void {
  shared[KEY]?.clear();
}
