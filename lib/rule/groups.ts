import type { VoteParams } from "./kinds/vote.ts";

/** The group that a series votes in, `all`, `basin:<id>` or `unit:<code>`; null where it belongs to none. */
export function groupOf(
  per: VoteParams["per"],
  { basin, unitCode }: { basin: string | null; unitCode: string | null },
): string | null {
  if (per === "whole") return "all";
  const which = per === "basin" ? basin : unitCode;
  return which === null ? null : `${per}:${which}`;
}
