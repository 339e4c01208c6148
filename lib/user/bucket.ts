/** How much somebody may ask: a burst, then a steady rate. */
export type Bucket = {
  /** @returns whether there is as much left; only then is it gone. */
  take(now: number, cost?: number): boolean;
};

export function bucket(burst: number, perSecond: number): Bucket {
  let left = burst;
  let at = 0;
  return {
    take(now, cost = 1) {
      left = Math.min(burst, left + ((now - at) / 1_000) * perSecond);
      at = now;
      if (left < cost) return false;
      left -= cost;
      return true;
    },
  };
}
