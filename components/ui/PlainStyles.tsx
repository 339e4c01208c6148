"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import type { ReactNode } from "react";

/**
 * The policy lets no style element in that does not carry the document's nonce; a refreshed page would bring the
 * next one's. So the parts write none, and our sheets say what they would have said.
 */
export function PlainStyles({ children }: { children: ReactNode }) {
  return <CSPProvider disableStyleElements>{children}</CSPProvider>;
}
