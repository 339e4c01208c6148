/** Escalation, channels, what a person is told and when. */
export const notify = {
  "nav.notify": "Notifications",
} as const;
