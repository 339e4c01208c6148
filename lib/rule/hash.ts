import { createHash } from "node:crypto";
import { type Content, canonical } from "./proposal.ts";

/** Of what a trial depends on. Switching on what was tried switched off is no other content. */
export function trialHash(content: Content): string {
  const { enabled: _, ...tried } = content;
  return createHash("sha256").update(canonical(tried)).digest("hex");
}
