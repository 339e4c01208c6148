import type { Delivery } from "../delivery.ts";

export type Queue = {
  add(delivery: Delivery): void;
  /** The next batch once it is due: full, or its oldest delivery has waited long enough. undefined after the end. */
  next(): Promise<Delivery[] | undefined>;
  /** What waits is due at once, and nothing more will come. */
  end(): void;
  /** Takes out what still waits; `next` gives nothing more. */
  abandon(): Delivery[];
};

/**
 * Deliveries gather company for `flushMs`, or until they make `batchRows`; after a rest as long as that the first goes
 * at once, since its sender may wait for the answer before it says more. Several may take from it.
 */
export function openQueue({ flushMs, batchRows }: { flushMs: number; batchRows: number }): Queue {
  const sleepers = new Set<() => void>();
  let queue: Delivery[] = [];
  let rows = 0;
  let since = 0;
  let tookAt = Number.NEGATIVE_INFINITY;
  let ended = false;

  const wake = () => {
    for (const sleeper of sleepers) sleeper();
    sleepers.clear();
  };
  const age = () => performance.now() - Math.min(since, tookAt);
  const isDue = () => queue.length > 0 && (ended || rows >= batchRows || age() >= flushMs);

  function sleep(): Promise<void> {
    return new Promise((done) => {
      const timer = queue.length > 0 ? setTimeout(rise, Math.max(1, flushMs - age())) : undefined;
      function rise() {
        clearTimeout(timer);
        sleepers.delete(rise);
        done();
      }
      sleepers.add(rise);
    });
  }

  function take(): Delivery[] {
    tookAt = performance.now();
    let taken = 0;
    let n = 0;
    for (; n < queue.length && (n === 0 || taken < batchRows); n++) taken += weight(queue[n] as Delivery);
    const batch = queue.slice(0, n);
    queue = queue.slice(n);
    rows -= taken;
    return batch;
  }

  return {
    add(delivery) {
      if (queue.length === 0) since = performance.now();
      queue.push(delivery);
      rows += weight(delivery);
      if (queue.length === 1 || rows >= batchRows) wake();
    },
    async next() {
      while (!isDue()) {
        if (ended && queue.length === 0) return undefined;
        await sleep();
      }
      return take();
    },
    end() {
      ended = true;
      wake();
    },
    abandon() {
      ended = true;
      const left = queue;
      queue = [];
      rows = 0;
      wake();
      return left;
    },
  };
}

/** Rows as memory sees them: a refusal carries up to 2 kB, a record its attributes. */
export function weight(d: Delivery): number {
  return Math.max(1, d.readings.length + d.positions.length + 4 * d.records.length + 8 * d.errors.length);
}
