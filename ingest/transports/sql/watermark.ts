/** How far a source has been read: the last row's change and key, as the source's own texts, so nothing is rounded. */
export type Watermark = { at: string; key: string };

export function isWatermark(value: unknown): value is Watermark {
  if (typeof value !== "object" || value === null) return false;
  const { at, key } = value as Record<string, unknown>;
  return typeof at === "string" && typeof key === "string";
}
