import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** What is wrong with a config, a line each: where, and what was expected there. */
export function problemsOf(error: z.ZodError): string[] {
  return error.issues.flatMap((issue) => linesOf(issue, []));
}

function linesOf(issue: Issue, outer: readonly PropertyKey[]): string[] {
  const path = [...outer, ...issue.path];
  if (issue.code === "invalid_union") {
    const meant = issue.errors.find(isMeant);
    if (meant) return meant.flatMap((inner) => linesOf(inner, path));
  }
  return [`${path.join(".") || "config"}: ${issue.message}`];
}

/** Of the forms that a field may have, the one that was tried: it fails inside, not already by its type. */
function isMeant(issues: readonly Issue[]): boolean {
  return issues.length > 0 && !issues.some((i) => i.path.length === 0 && i.code === "invalid_type");
}
