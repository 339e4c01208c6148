/** Public warnings (CAP 1.2). */
export const cap = {
  "nav.cap": "Warnings",
} as const;
