/** The duty desk: detail, bulk acts, presence, preferences. */
export const desk = {
  "desk.more": "More",
} as const;
