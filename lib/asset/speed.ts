/** Faster than any of its kind, in km/h; a patrol boat does 80, a coach 120, a helicopter 300. */
const FASTEST: Readonly<Record<string, number>> = { vessel: 110, bus: 140 };
const FASTEST_OF_ALL = 350;

export function fastestKmh(kind: string): number {
  return Object.hasOwn(FASTEST, kind) ? (FASTEST[kind] as number) : FASTEST_OF_ALL;
}
