/** How much a client may ask: a burst, then a steady rate. */
export type Bucket = { take(now: number): boolean };

export function bucket(burst: number, perSecond: number): Bucket {
  let left = burst;
  let at = 0;
  return {
    take(now) {
      left = Math.min(burst, left + ((now - at) / 1_000) * perSecond);
      at = now;
      if (left < 1) return false;
      left--;
      return true;
    },
  };
}
