/** Who acts in the control room. The words are those of the duty tables; `can.ts` says what each may do. */
export const ROLES = ["duty", "lead", "agency", "leader", "admin"] as const;
export type Role = (typeof ROLES)[number];

export type Person = {
  kind: "person";
  userId: string;
  name: string;
  role: Role;
  /** The agency that a person of the role agency speaks for. */
  agencyId: string | null;
};
/** A screen opened by a kiosk link: sees one wall, acts on nothing, is shown no personal data. */
export type Kiosk = { kind: "kiosk"; kioskId: number; wallId: string };
export type Identity = Person | Kiosk;

export type UserRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  agencyId: string | null;
  disabled: boolean;
  /** No password was chosen yet. */
  invited: boolean;
  createdAt: number;
};

export type KioskRow = {
  id: number;
  name: string;
  wallId: string;
  createdBy: string;
  createdAt: number;
  expiresAt: number;
  lastSeenAt: number | null;
  revokedAt: number | null;
};

/** Failures at one's account that one was not told of yet, by address; `here`: the one that now signs in. Times in ms. */
export type Missed = { address: string; here: boolean; count: number; since: number; lastAt: number };

/** One's own slips of the finger a moment ago are no news. */
export function isNews(missed: readonly Missed[]): boolean {
  return missed.some(({ here, count }) => !here || count > 2);
}

/** A session as its owner sees it; never its token. Times in ms. */
export type SessionRow = {
  id: string;
  startedAt: number;
  seenAt: number;
  address: string | null;
  userAgent: string | null;
  current: boolean;
};

/** Wrong passwords by person (null: no such account) and address. Times in ms. */
export type FailureRow = {
  userId: string | null;
  name: string | null;
  address: string;
  accounts: number;
  count: number;
  firstAt: number;
  lastAt: number;
  /** Whether it goes on: more failures without a success than fingers slip, the last within the hour. */
  waiting: boolean;
};

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/** As written in the audit and in alert events. */
export function actorOf(identity: Identity): string {
  return identity.kind === "person" ? `user:${identity.userId}` : `kiosk:${identity.kioskId}`;
}
