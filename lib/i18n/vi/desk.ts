/** The duty desk: detail, bulk acts, presence, preferences. */
export const desk = {
  "desk.more": "Việc khác",
} as const;
