import { createHash } from "node:crypto";

/** JSON with keys in order and nothing left to taste: equal values are equal bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const pairs = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A signature in time: within so long after the shift's end. */
export const GRACE_MS = 15 * 60_000;

export type Sealed = { content: string; hash: string };
/** What a signature is made over; `previous`: hash of the signature before it, so that none can be taken out. */
export type SignatureContent = {
  handover: number;
  hash: string;
  previous: string | null;
  signedBy: string;
  signedName: string;
  signedAt: number;
  checks: { alertId: number; rungSeq: number; at: number }[];
  comment: string;
};

export function seal(value: object): Sealed {
  const content = canonical(value);
  return { content, hash: sha256(content) };
}

/** Whether stored texts still are what was sealed, and the signature is over this very hand-over. */
export function isIntact(handover: Sealed, signature: Sealed | null): boolean {
  if (sha256(handover.content) !== handover.hash) return false;
  if (!signature) return true;
  if (sha256(signature.content) !== signature.hash) return false;
  return (JSON.parse(signature.content) as SignatureContent).hash === handover.hash;
}
