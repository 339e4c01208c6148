/** Escalation, channels, what a person is told and when. */
export const notify = {
  "nav.notify": "Thông báo",
} as const;
