/** What a person is in a shift. Who may be what: `mayServe`. */
export const SHIFT_ROLES = ["lead", "duty"] as const;
export type ShiftRole = (typeof SHIFT_ROLES)[number];

/** A person on duty. `role` is that in the shift, not the account's. */
export type OnDuty = { userId: string; name: string; role: ShiftRole; agencyId: string | null };
