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

export const PASSWORD_MIN = 12;

/** As written in the audit and in alert events. */
export function actorOf(identity: Identity): string {
  return identity.kind === "person" ? `user:${identity.userId}` : `kiosk:${identity.kioskId}`;
}
