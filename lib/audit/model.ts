/** One act of a person. Rules and jobs write what they do into the log of their own noun, not here. */
export type AuditEntry = {
  id: number;
  /** ms since 1970 UTC, the database's clock. */
  at: number;
  /** `user:<id>`, `kiosk:<id>`, `job:<name>`, or `address:<ip>` of somebody who is not signed in. */
  actor: string;
  /** `<noun>.<verb>`, such as `alert.acknowledged`. */
  action: string;
  /** `<noun>:<id>`, such as `alert:17`. */
  object: string;
  detail: unknown;
};

export type NewAuditEntry = Pick<AuditEntry, "actor" | "action" | "object" | "detail">;
