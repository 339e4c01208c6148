/**
 * A number that a screen makes of many things never travels alone: it carries of how many things it was made and how
 * many of them say something now. What draws it (a tile, a list, a legend) says so; an unknown one is never drawn as
 * good, nor as zero.
 */
export type Basis = {
  /** How many things ought to say something. */
  readonly total: number;
  /** How many of them do: fresh, believable, confirmed. */
  readonly known: number;
  /** Newest event time among them, old ones too, ms; undefined when none ever said anything. */
  readonly newest: number | undefined;
  /** Something simulated went into the number. */
  readonly simulated: boolean;
};

export type Figure = Basis & {
  /** Made of what is known; undefined when nothing is. */
  readonly now: number | undefined;
  /** Made of whatever was ever said, old or not believed; drawn hatched, never as now. */
  readonly last: number | undefined;
};

/** `none`: there is nothing that could say anything. `unknown`: none of it does now. */
export type Certainty = "none" | "unknown" | "partly" | "whole";

export function certaintyOf({ known, total }: Basis): Certainty {
  if (total === 0) return "none";
  if (known === 0) return "unknown";
  return known < total ? "partly" : "whole";
}

/** The same on a screen that hears nothing: what was known a moment ago is known no longer. */
export function unheard(figure: Figure): Figure;
export function unheard(basis: Basis): Basis;
export function unheard(one: Basis | Figure): Basis | Figure {
  if (!("now" in one)) return { ...one, known: 0 };
  return { ...one, known: 0, now: undefined, last: one.now ?? one.last };
}

/** One part of a figure: what it says, and whether that can be taken as now. */
export type Part<T> = {
  readonly of: T;
  readonly isKnown: boolean;
  readonly time: number;
  readonly simulated: boolean;
};

/**
 * @param total how many parts there ought to be, those that never said anything too
 * @param make the number of some parts, undefined where they make none; it is asked about the known ones alone, and
 * about all of them for what was last known
 */
export function figureFrom<T>(
  parts: readonly Part<T>[],
  total: number,
  make: (of: readonly T[]) => number | undefined,
): Figure {
  const known = parts.filter((part) => part.isKnown);
  return {
    ...basisOf(parts, total),
    now: known.length === 0 ? undefined : make(known.map((part) => part.of)),
    last: parts.length === 0 ? undefined : make(parts.map((part) => part.of)),
  };
}

export function basisOf(parts: readonly Omit<Part<unknown>, "of">[], total: number): Basis {
  const known = parts.filter((part) => part.isKnown);
  const said = known.length > 0 ? known : parts;
  const newest = said.reduce((time, part) => Math.max(time, part.time), Number.NEGATIVE_INFINITY);
  return {
    total: Math.max(total, parts.length),
    known: known.length,
    newest: said.length > 0 ? newest : undefined,
    simulated: said.some((part) => part.simulated),
  };
}
