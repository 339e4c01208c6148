/** What one topic shows, as the fan-out sees it. Bodies are encoded once and sent to everybody who watches. */
export type Source = {
  /** Version of the last frame taken, 0 before the first. */
  readonly version: number;
  /** Whether there is something to take. */
  readonly changed: boolean;
  /** Everything now, fit to be followed by the next frame taken; undefined while nothing is known yet. */
  full(now: number): Uint8Array | undefined;
  /** What changed since the last take, merged; raises the version. */
  take(): Frame;
  /** Forgets what changed, when nobody has an older state; raises the version. */
  skip(): void;
};

export type Frame = { full: boolean; body: Uint8Array };

/** A full body is used again for this long: a room of walls that reconnects at once costs one encoding. */
export const FULL_REUSE_MS = 250;
