/** What the locks of all processes say, as one of them reads them. */
export type Board = {
  /** Living processes, each with a number of its own. */
  members: readonly number[];
  /** Locks of feeds that somebody holds. */
  taken: ReadonlySet<number>;
  /** Feeds that I hold. */
  mine: ReadonlySet<string>;
};

export type Share = { release: string[]; tryFor: string[] };

/**
 * What to give back and what to try for, so that each process holds its even part: with 7 feeds and 2 processes one
 * holds 4, the other 3. Everyone computes it from the same locks, so nobody has to lead.
 */
export function shareOf(me: number, feeds: readonly string[], board: Board): Share {
  const sorted = [...feeds].sort();
  const members = [...board.members].sort((a, b) => a - b);
  const rank = Math.max(0, members.indexOf(me));
  const count = Math.max(1, members.length);
  const part = Math.floor(sorted.length / count) + (rank < sorted.length % count ? 1 : 0);
  const held = sorted.filter((feed) => board.mine.has(feed));
  const free = sorted.filter((feed) => !board.taken.has(lockOf(feed)));
  // Each begins elsewhere in the list, so that two who look at once seldom reach for the same.
  const start = Math.floor((free.length * rank) / count);
  const order = [...free.slice(start), ...free.slice(0, start)];
  return { release: held.slice(part), tryFor: order.slice(0, Math.max(0, part - held.length)) };
}

/** The number under which a feed is locked: FNV-1a in 31 bits, as advisory locks want it. */
export function lockOf(feed: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < feed.length; i++) hash = Math.imul(hash ^ feed.charCodeAt(i), 0x01000193);
  return (hash >>> 1) & 0x7fffffff;
}
