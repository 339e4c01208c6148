type Listener = () => void;

/** Frames of one tick come within milliseconds of each other: wake the screen once for all of them. */
const GATHER_MS = 16;

/** Who waits for what. A change wakes its listeners soon, once, however many changes there were. */
export class Bell {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly rung = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  listen(key: string, listener: Listener): () => void {
    const set = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, set);
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(key) === set) this.listeners.delete(key);
    };
  }

  has(key: string): boolean {
    return this.listeners.has(key);
  }

  ring(key: string): void {
    if (!this.listeners.has(key)) return;
    this.rung.add(key);
    this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Wakes everybody now; a listener of several keys is woken once. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const woken = new Set<Listener>();
    for (const key of this.rung) for (const listener of this.listeners.get(key) ?? []) woken.add(listener);
    this.rung.clear();
    for (const listener of woken) listener();
  }
}
