/** Roster, hand-over, orders, reports. */
export const shifts = {
  "nav.shifts": "Ca trực",
} as const;
