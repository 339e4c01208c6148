/** The duty desk: detail, bulk acts, presence, preferences. */
export const desk = {
  "refusal.unknown_person": "There is no such person, or the account is disabled.",
  "refusal.cannot_answer": "Leaders and administrators do not answer alerts.",
  "refusal.not_in_shift": "This person is not in the shift on duty.",
  "refusal.not_in_agency": "This person is not of your agency.",

  "admin.agency": "Agency",
  "admin.noAgency": "No agency",
  "admin.agencyNeeded": "The role Agency needs an agency.",
  "admin.agencyChanged": "{name} now speaks for {agency}.",

  "desk.more": "More",
} as const;
