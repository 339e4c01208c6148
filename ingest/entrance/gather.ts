type Waiting<A, G> = { asked: A; done(given: G): void; failed(error: unknown): void };

/**
 * One statement for many who ask: while one runs, what is asked meanwhile gathers for the next, of each key once.
 * @param work gives one answer for each that is asked, in their order
 */
export function gather<A, G>(
  work: (asked: A[]) => Promise<G[]>,
  { most, keyOf }: { most: number; keyOf(asked: A): string },
): (asked: A) => Promise<G> {
  let queue: Waiting<A, G>[] = [];
  let running = false;

  function takeSome(): Waiting<A, G>[] {
    const keys = new Set<string>();
    const taken: Waiting<A, G>[] = [];
    queue = queue.filter((one) => {
      const key = keyOf(one.asked);
      if (taken.length >= most || keys.has(key)) return true;
      keys.add(key);
      taken.push(one);
      return false;
    });
    return taken;
  }

  async function run(): Promise<void> {
    running = true;
    while (queue.length > 0) {
      const some = takeSome();
      try {
        const given = await work(some.map(({ asked }) => asked));
        some.forEach(({ done }, i) => {
          done(given[i] as G);
        });
      } catch (error) {
        for (const one of some) one.failed(error);
      }
    }
    running = false;
  }

  return (asked) =>
    new Promise((done, failed) => {
      queue.push({ asked, done, failed });
      // Those of the same turn of the event loop come along.
      if (!running) {
        running = true;
        setImmediate(() => void run());
      }
    });
}
