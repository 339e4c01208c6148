/** Rules: form, trial on history, approval. */
export const rules = {
  "nav.rules": "Alert rules",
} as const;
