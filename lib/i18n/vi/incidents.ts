/** Incidents, flood mode, maintenance windows. */
export const incidents = {
  "nav.incidents": "Sự cố",
} as const;
