import { SUSPECT } from "#lib/reading/model.ts";
import type { AnyKind, FeedVoice, Input } from "../kinds/kind.ts";
import { type Period, readyAt } from "../ready.ts";
import type { Tape } from "./tape.ts";

const SECOND = 1_000;

type Play = {
  kind: AnyKind;
  periods: readonly Period[];
  periodMs: number;
  from: number;
  /** How the feed speaks; null where no rule watches it as a whole. */
  voice: ((now: number) => FeedVoice) | null;
  write: ReturnType<Tape["writer"]>;
};

/**
 * One object on a simulated clock, with the very judge of its kind. Between two readings the earlier one holds, so a
 * kind that listens needs no clock but at the end; one that does not is woken when it says that it may have news,
 * at whole seconds as live.
 */
export class Player {
  suspect = 0;
  private state: unknown;
  private readonly input: Input;
  /** The last look. */
  private now: number;
  private readonly of: Play;

  constructor(of: Play) {
    this.of = of;
    this.now = of.from;
    this.state = of.kind.restore(null, null);
    const never = Number.NEGATIVE_INFINITY;
    this.input = { time: 0, value: null, mark: never, heard: never, since: of.from, feed: null };
  }

  /** A reading, in the order of event times. */
  hear(time: number, value: number, quality: number): void {
    const good = (quality & SUSPECT) === 0;
    if (!good) this.suspect++;
    if (this.of.kind.listens) {
      this.input.heard = time;
      if (good) this.judge(time, value);
    } else this.heard(time, time);
    if (good) this.input.mark = time;
  }

  /** Heard without a pause that would matter, whatever was said. */
  heard(from: number, to: number): void {
    this.until(from);
    this.input.heard = to;
    this.look(wholeSecond(from));
  }

  /** Nothing more is heard until `to`. */
  end(to: number): void {
    if (!this.of.kind.listens) this.until(to);
    this.look(to);
  }

  private until(time: number): void {
    for (let next = this.nextLook(); next < time; next = this.nextLook()) this.look(next);
  }

  private nextLook(): number {
    const { kind, periods, periodMs } = this.of;
    const ready = readyAt(periods, this.now);
    const wakes = ready !== null && kind.wakes ? kind.wakes(this.state, this.input, ready) : Number.NaN;
    // At its own time it may have had nothing to say (a symptom of something else): it is asked again.
    return wakes > this.now ? wholeSecond(wakes) : this.now + Math.max(SECOND, periodMs);
  }

  private look(now: number): void {
    if (now < this.now) return;
    this.now = now;
    this.judge(now, null);
  }

  private judge(time: number, value: number | null): void {
    const ready = readyAt(this.of.periods, time);
    if (ready === null) return;
    this.input.time = time;
    this.input.value = value;
    this.input.feed = this.of.voice?.(time) ?? null;
    const { state, verdicts } = this.of.kind.judge(this.state, this.input, ready);
    this.state = state;
    if (verdicts.length > 0) this.of.write(verdicts);
  }
}

function wholeSecond(time: number): number {
  return Math.ceil(time / SECOND) * SECOND;
}
