/** Piecewise cubic through given points. */
export type Curve = { at(x: number): number; slope(x: number): number };

export type Knot = {
  x: number;
  y: number /** Given slope; chosen to keep the shape when absent. */;
  slope?: number;
};

/**
 * Monotone cubic interpolation (Fritsch–Carlson limits): passes through every knot and never
 * overshoots between two knots whose slopes are not given. Constant outside the knots.
 * @throws RangeError unless x ascends
 */
export function curveThrough(knots: readonly Knot[]): Curve {
  const xs = Float64Array.from(knots, (knot) => knot.x);
  const ys = Float64Array.from(knots, (knot) => knot.y);
  const slopes = slopesOf(knots, xs, ys);
  const last = xs.length - 1;

  function evaluate(x: number, derivative: boolean): number {
    if (last < 0) return 0;
    if (last === 0 || x <= at(xs, 0)) return derivative ? 0 : at(ys, 0);
    if (x >= at(xs, last)) return derivative ? 0 : at(ys, last);
    const i = segment(xs, x);
    const width = at(xs, i + 1) - at(xs, i);
    const s = (x - at(xs, i)) / width;
    const y0 = at(ys, i);
    const y1 = at(ys, i + 1);
    const m0 = at(slopes, i) * width;
    const m1 = at(slopes, i + 1) * width;
    if (derivative) {
      return (
        ((6 * s * s - 6 * s) * (y0 - y1) + (3 * s * s - 4 * s + 1) * m0 + (3 * s * s - 2 * s) * m1) / width
      );
    }
    const s2 = s * s;
    const s3 = s2 * s;
    return (2 * s3 - 3 * s2 + 1) * y0 + (s3 - 2 * s2 + s) * m0 + (3 * s2 - 2 * s3) * y1 + (s3 - s2) * m1;
  }

  return { at: (x) => evaluate(x, false), slope: (x) => evaluate(x, true) };
}

function slopesOf(knots: readonly Knot[], xs: Float64Array, ys: Float64Array): Float64Array {
  const n = knots.length;
  const slopes = new Float64Array(n);
  for (let i = 1; i < n; i++) {
    if (!(at(xs, i) > at(xs, i - 1))) throw new RangeError(`curve knots must ascend: ${[...xs].join(", ")}`);
  }
  for (let i = 1; i < n - 1; i++) {
    const before = secant(xs, ys, i - 1);
    const after = secant(xs, ys, i);
    // The harmonic mean stays within three times the smaller secant, which is the limit for monotony.
    slopes[i] = before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  }
  knots.forEach((knot, i) => {
    if (knot.slope !== undefined) slopes[i] = knot.slope;
  });
  return slopes;
}

function secant(xs: Float64Array, ys: Float64Array, i: number): number {
  return (at(ys, i + 1) - at(ys, i)) / (at(xs, i + 1) - at(xs, i));
}

/** Index of the knot at or left of x. */
function segment(xs: Float64Array, x: number): number {
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at(xs, middle) <= x) low = middle;
    else high = middle;
  }
  return low;
}

function at(values: Float64Array, i: number): number {
  return values[i] ?? 0;
}
