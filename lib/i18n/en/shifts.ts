/** Roster, hand-over, orders, reports. */
export const shifts = {
  "nav.shifts": "Shifts",
} as const;
