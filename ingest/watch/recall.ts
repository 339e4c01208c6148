import type { Db } from "#lib/db/pool.ts";
import { readyAt } from "#lib/rule/ready.ts";
import { pastReadings } from "#lib/rule/sql/watch.ts";
import type { Entry, Watched } from "./objects.ts";

type Wish = { object: Watched; entry: Entry; ready: unknown; ms: number };
/** What was recalled of an entry; the caller says when it may be put in place. */
export type Recalled = { object: Watched; entry: Entry; state: unknown };

/** What a kind keeps beyond its saved state (windows, stretches) is read from the readings themselves. */
export async function recall(db: Db, objects: readonly Watched[], now: number): Promise<Recalled[]> {
  const wishes = objects.flatMap((object) => wishesOf(object, now));
  if (wishes.length === 0) return [];
  const longest = new Map<number, number>();
  for (const { object, ms } of wishes) {
    if (object.seriesId !== null)
      longest.set(object.seriesId, Math.max(ms, longest.get(object.seriesId) ?? 0));
  }
  const past = await pastReadings(
    db,
    [...longest].map(([seriesId, ms]) => ({ seriesId, since: now - ms })),
  );
  return wishes.flatMap(({ object, entry, ready, ms }) => {
    const mine = past.get(object.seriesId ?? 0)?.filter(([time]) => time >= now - ms && time <= now);
    const state = mine && entry.kind.recall?.(entry.state, mine, ready);
    return state === undefined ? [] : [{ object, entry, state }];
  });
}

function wishesOf(object: Watched, now: number): Wish[] {
  return object.entries.flatMap((entry) => {
    const ready = entry.kind.lookback ? readyAt(entry.readies, now) : null;
    return ready === null ? [] : [{ object, entry, ready, ms: entry.kind.lookback?.(ready) ?? 0 }];
  });
}
