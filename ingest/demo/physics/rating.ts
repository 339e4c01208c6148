/** Stage–discharge relation Q = a·(H − H0)^b of a section: H in m, Q in m³/s. */
export type Rating = { zero: number; a: number; b: number };

/** The relation through one known pair: `flow` m³/s at `stage` m. */
export function ratingThrough(zero: number, stage: number, flow: number, b = 2): Rating {
  return { zero, a: flow / (stage - zero) ** b, b };
}

export function stageOf(rating: Rating, flow: number): number {
  return rating.zero + (Math.max(flow, 0) / rating.a) ** (1 / rating.b);
}

export function flowOf(rating: Rating, stage: number): number {
  return rating.a * Math.max(stage - rating.zero, 0) ** rating.b;
}
