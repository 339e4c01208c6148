/** Public warnings (CAP 1.2). */
export const cap = {
  "nav.cap": "Tin cảnh báo",
} as const;
