const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/coc_coc/i, "Cốc Cốc"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** What a browser says it is, in two words: `Chrome · Windows`; null: nothing that people would know. */
export function browserName(userAgent: string | null): string | null {
  const one = (list: readonly [RegExp, string][]) => list.find(([sign]) => sign.test(userAgent ?? ""))?.[1];
  return [one(BROWSERS), one(SYSTEMS)].filter(Boolean).join(" · ") || null;
}
