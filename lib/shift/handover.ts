import { createHash } from "node:crypto";
import type { Sealed, SignatureContent } from "./snapshot.ts";

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
