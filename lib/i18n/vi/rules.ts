/** Rules: form, trial on history, approval. */
export const rules = {
  "nav.rules": "Luật cảnh báo",
} as const;
