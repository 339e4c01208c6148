import { type Beat, type Deaf, deafness, type Pulse } from "#lib/pulse/model.ts";

/** What the ingest processes say of themselves, and how long ago; `tick`: ms of a clock that never jumps. */
export class Pulses {
  private known = new Map<number, { beat: Beat; at: number }>();

  load(pulses: readonly Pulse[], tick: number): void {
    this.known = new Map(pulses.map(({ ageMs, ...beat }) => [beat.member, { beat, at: tick - ageMs }]));
  }

  /** A notice: a {@link Beat}, or `{"member":…,"gone":true}`. @throws when it is something else. */
  hear(payload: string, tick: number): void {
    const beat = JSON.parse(payload) as Beat & { gone?: true };
    if (beat.gone) this.known.delete(beat.member);
    else {
      // After a lost line a process comes back under another number; what it was before will never beat again.
      for (const [member, { beat: other }] of this.known)
        if (other.name === beat.name && member !== beat.member) this.known.delete(member);
      this.known.set(beat.member, { beat, at: tick });
    }
  }

  deaf(tick: number): Deaf | null {
    return deafness([...this.known.values()].map(({ beat, at }) => ({ ...beat, ageMs: tick - at })));
  }
}
