import type { DeafNews, Hello, Picture } from "#lib/protocol.ts";

/** Silence of the server after which the screen says "mất kết nối"; it speaks once a second. */
export const LOST_MS = 4_000;
/** For so long a screen says that it fell behind. */
const BEHIND_SHOWN_MS = 10_000;

export type Connection = {
  /** `signed_out`: the server knows this page no more; sign in again. */
  readonly state: "connecting" | "live" | "lost" | "signed_out";
  /** Since when, ms by the server's clock. */
  readonly since: number;
  /** Whether the server itself hears the database; what is shown is old when not `live`. */
  readonly picture: Picture;
  readonly pictureSince: number;
  /** Why nothing of what devices say is stored or heard: then old figures say nothing about the devices. */
  readonly deaf: DeafNews["reason"] | null;
  readonly deafSince: number;
  readonly waiting: number;
  /** Frames that this screen was too slow for, a moment ago; 0 when it keeps up. */
  readonly behind: number;
  readonly who: Hello["who"] | null;
};

export const CONNECTING: Connection = {
  state: "connecting",
  since: 0,
  picture: "loading",
  pictureSince: 0,
  deaf: null,
  deafSince: 0,
  waiting: 0,
  behind: 0,
  who: null,
};

/** Judges the connection by when the server was last heard, not by what the socket believes. */
export class Watch {
  connection: Connection = CONNECTING;
  private heardAt = Number.NEGATIVE_INFINITY;
  private behindAt = Number.NEGATIVE_INFINITY;

  /** @param tick ms of a clock that never jumps @returns whether the connection looks different now. */
  heard(tick: number, serverNow: number, news: Partial<Connection> = {}): boolean {
    this.heardAt = tick;
    if (news.behind) this.behindAt = tick;
    const since = this.connection.state === "live" ? this.connection.since : serverNow;
    return this.turn({ ...news, state: "live", since });
  }

  look(tick: number, serverNow: number): boolean {
    if (this.connection.behind && tick - this.behindAt > BEHIND_SHOWN_MS) this.turn({ behind: 0 });
    const { state } = this.connection;
    if (state !== "live" || tick - this.heardAt < LOST_MS) return false;
    return this.turn({ state: "lost", since: serverNow - (tick - this.heardAt) });
  }

  signedOut(serverNow: number): boolean {
    return this.turn({ state: "signed_out", since: serverNow });
  }

  /** Ms since the server was heard. */
  silence(tick: number): number {
    return tick - this.heardAt;
  }

  private turn(news: Partial<Connection>): boolean {
    const next = { ...this.connection, ...news };
    const same = (Object.keys(next) as (keyof Connection)[]).every((k) => next[k] === this.connection[k]);
    if (!same) this.connection = next;
    return !same;
  }
}
