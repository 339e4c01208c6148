export type LaneLimits = {
  /** How many may run at one time. */
  width: number;
  /** How many may wait, of one place and in all. */
  perPlace: number;
  most: number;
  /** How long somebody waits before being told to come again, ms. */
  patienceMs: number;
};

export type Turn = {
  /** Whose line it stands in: a browser or an address. */
  place: string;
  /** Those who did nothing wrong are served before those who did. */
  suspect: boolean;
};

type Waiting = Turn & { start(): void; refuse(): void };

/** Told to whoever cannot be served in time. */
export class LaneFull extends Error {
  constructor() {
    super("too many are waiting");
  }
}

/**
 * A bounded line for costly work. Places take turns, so that nobody who sends much holds up who sends little; when the
 * line is full, the longest line of a place loses its last. Pure but for its timers.
 */
export class Lane {
  private readonly limits: LaneLimits;
  private running = 0;
  private waiting: Waiting[] = [];
  /** The place that was served longest ago comes first. */
  private readonly served = new Map<string, number>();
  private turns = 0;

  constructor(limits: LaneLimits) {
    this.limits = limits;
  }

  /** @throws LaneFull when there is no room, or no turn within the patience */
  async run<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
    await this.enter(turn);
    try {
      return await work();
    } finally {
      this.running--;
      this.next();
    }
  }

  get length(): number {
    return this.waiting.length;
  }

  private enter(turn: Turn): Promise<void> {
    const { width, perPlace, patienceMs } = this.limits;
    if (this.running < width) return Promise.resolve(this.begin(turn.place));
    if (this.waitingOf(turn.place) >= perPlace || !this.makeRoom(turn)) return Promise.reject(new LaneFull());
    return new Promise((resolve, reject) => {
      const one: Waiting = {
        ...turn,
        start: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse: () => {
          clearTimeout(timer);
          this.waiting = this.waiting.filter((other) => other !== one);
          reject(new LaneFull());
        },
      };
      const timer = setTimeout(one.refuse, patienceMs);
      this.waiting.push(one);
    });
  }

  private begin(place: string): void {
    this.running++;
    this.served.set(place, ++this.turns);
  }

  private next(): void {
    const one = this.first();
    if (!one) return void (this.running === 0 && this.served.clear());
    this.waiting = this.waiting.filter((other) => other !== one);
    this.begin(one.place);
    one.start();
  }

  private first(): Waiting | undefined {
    const rank = (one: Waiting) => [one.suspect ? 1 : 0, this.served.get(one.place) ?? 0] as const;
    let best: Waiting | undefined;
    for (const one of this.waiting) {
      if (!best) best = one;
      else if (isBefore(rank(one), rank(best))) best = one;
    }
    return best;
  }

  private waitingOf(place: string): number {
    return this.waiting.filter((one) => one.place === place).length;
  }

  /** Whether there is a place to stand; a suspect one gives way, then the last of the longest line. */
  private makeRoom(turn: Turn): boolean {
    if (this.waiting.length < this.limits.most) return true;
    const suspect = turn.suspect ? undefined : this.waiting.findLast((one) => one.suspect);
    const gives = suspect ?? this.lastOfLongest(this.waitingOf(turn.place) + 1);
    gives?.refuse();
    return gives !== undefined;
  }

  /** Of a place where more wait than `than`. */
  private lastOfLongest(than: number): Waiting | undefined {
    const lines = [...Map.groupBy(this.waiting, ({ place }) => place).values()];
    const longest = lines.sort((a, b) => b.length - a.length)[0];
    return longest && longest.length > than ? longest.at(-1) : undefined;
  }
}

function isBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] === b[0] ? a[1] < b[1] : a[0] < b[0];
}
