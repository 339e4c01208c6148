/** What a clock says that no server has set yet. The PC's own time is no stand-in: it may be hours wrong. */
export const UNKNOWN_TIME = 0;

/**
 * The server's clock, carried on by the page's own ticks (ms of `performance.now()`): a PC whose clock is wrong, or is
 * set anew while the page lives, changes nothing. Sleep of the machine stops the ticks; the server's next word, at
 * most a second after the line is back, sets it right.
 */
export class ServerClock {
  private readonly tick: () => number;
  private ahead: number | undefined;

  constructor(tick: () => number = () => performance.now()) {
    this.tick = tick;
  }

  /** @param serverTime ms since 1970 that were true at `tick`, this moment when left out. */
  set(serverTime: number, tick = this.tick()): void {
    this.ahead = serverTime - tick;
  }

  get known(): boolean {
    return this.ahead !== undefined;
  }

  /** Ms since 1970 by the server; {@link UNKNOWN_TIME} before its first word. */
  now(): number {
    return this.ahead === undefined ? UNKNOWN_TIME : this.tick() + this.ahead;
  }
}
