import type { Priority } from "#lib/alert/model.ts";

export type Note = { hz: number; at: number; s: number };
/** What sounds, and after how many seconds again. */
export type Pattern = { notes: readonly Note[]; everyS: number };

/** Told apart without looking: the more urgent, the higher, the more notes and the less rest between. */
export const PATTERNS: { readonly [p in Priority]: Pattern } = {
  1: { notes: run([988, 740, 988, 740, 988, 740], 0.15), everyS: 1.6 },
  2: { notes: run([880, 660], 0.2), everyS: 4 },
  3: { notes: run([520], 0.25), everyS: 8 },
  4: { notes: run([392], 0.3), everyS: 15 },
};

function run(tones: readonly number[], s: number): Note[] {
  return tones.map((hz, i) => ({ hz, at: i * s * 1.2, s }));
}

/** A note swells and fades for so long: without it loudspeakers click. */
const EDGE_S = 0.02;

/** One turn of the pattern as sound, to be repeated for ever without a timer: hidden pages have no reliable ones. */
export function render({ notes, everyS }: Pattern, rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(everyS * rate));
  for (const { hz, at, s } of notes) {
    const first = Math.round(at * rate);
    const count = Math.round(s * rate);
    for (let i = 0; i < count; i++) {
      const t = i / rate;
      const swell = Math.min(1, t / EDGE_S, (s - t) / EDGE_S);
      // A soft octave above makes it heard through the hum of a control room.
      const wave = 0.75 * Math.sin(2 * Math.PI * hz * t) + 0.25 * Math.sin(4 * Math.PI * hz * t);
      samples[first + i] = swell * wave;
    }
  }
  return samples;
}
