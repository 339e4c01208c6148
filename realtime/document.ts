export type DocumentOptions<T> = {
  read(): Promise<T>;
  /** Shortest time between two readings. */
  gapMs: number;
  onRead(value: T): void;
};

/**
 * State that is small enough to be read again whenever the bus says that it changed, at most once in `gapMs`:
 * it can lag by the gap, but it cannot drift from the database.
 */
export class Document<T> {
  private readonly options: DocumentOptions<T>;
  private readAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stale = false;
  private closed = false;

  constructor(options: DocumentOptions<T>) {
    this.options = options;
  }

  /** Something changed: read again soon. A failure is tried again after the gap. */
  touch(): void {
    this.stale = true;
    if (this.timer || this.running || this.closed) return;
    const wait = Math.max(0, this.readAt + this.options.gapMs - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.reload().catch(() => this.touch());
    }, wait);
  }

  /** Reads now. @throws what the database throws. */
  async reload(): Promise<void> {
    await this.running?.catch(() => {});
    this.running = this.readOnce();
    try {
      await this.running;
    } finally {
      this.running = undefined;
      if (this.stale) this.touch();
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private async readOnce(): Promise<void> {
    this.stale = false;
    this.readAt = performance.now();
    this.options.onRead(await this.options.read());
  }
}
