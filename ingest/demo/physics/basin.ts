/** One linear reservoir: outflow follows inflow with time constant k. Both in m³/s. */
export type Store = { out: number };

/**
 * Exact step of a linear reservoir whose inflow is constant during the step.
 * @param hours length of the step
 * @param k time constant, hours
 * @returns the mean outflow over the step, which keeps the volume balance exact
 */
export function pass(store: Store, inflow: number, hours: number, k: number): number {
  const before = store.out;
  const keep = Math.exp(-hours / k);
  store.out = inflow + (before - inflow) * keep;
  // Volume in the store is k × out: what did not stay went out.
  return inflow - (k / hours) * (store.out - before);
}

/** Nash cascade: n equal stores in a row. The lag of its centre is n × k hours. */
export function cascade(n: number): Store[] {
  return Array.from({ length: n }, () => ({ out: 0 }));
}

export function runThrough(stores: Store[], inflow: number, hours: number, k: number): number {
  return stores.reduce((flow, store) => pass(store, flow, hours, k), inflow);
}

/** m³/s from rain on an area: 1 mm/h on 1 km² is 1/3.6 m³/s. */
export function runoff(mmPerHour: number, areaKm2: number, coefficient: number): number {
  return (mmPerHour * areaKm2 * coefficient) / 3.6;
}
