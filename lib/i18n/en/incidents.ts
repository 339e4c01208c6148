/** Incidents, flood mode, maintenance windows. */
export const incidents = {
  "nav.incidents": "Incidents",
} as const;
