/**
 * Chance without memory: the same seed and place in time always give the same number,
 * so the province looks the same after a restart and needs no stored state.
 */

/** 32-bit mix of up to four integers. */
export function hash(seed: number, a: number, b = 0, c = 0): number {
  let h = (seed ^ 0x9e3779b9) >>> 0;
  h = mix(h ^ (a | 0));
  h = mix(h ^ (b | 0));
  return mix(h ^ (c | 0));
}

/** Uniform in [0, 1). */
export function uniform(seed: number, a: number, b = 0, c = 0): number {
  return hash(seed, a, b, c) / 4294967296;
}

/** Seed of a name, so that each device has a chance of its own. */
export function seedOf(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return mix(h >>> 0);
}

/** Smooth curve through random values at whole numbers: in [-1, 1], with continuous slope. */
export function wander(seed: number, x: number): number {
  const whole = Math.floor(x);
  const part = x - whole;
  const a = uniform(seed, whole);
  const b = uniform(seed, whole + 1);
  return 2 * (a + (b - a) * part * part * (3 - 2 * part)) - 1;
}

function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
