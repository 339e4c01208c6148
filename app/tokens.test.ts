import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("app/tokens.css", "utf8");
const THEMES = ["van-hanh", "trinh-dien", "sang"];

/** Colours of a theme: its own, over those of the first block, which is the default. */
function coloursOf(theme: string): Map<string, string> {
  const colours = new Map<string, string>();
  for (const name of ["van-hanh", theme]) {
    const block = css.match(new RegExp(`data-wall-theme="${name}"\\]\\) \\{([^}]*)\\}`))?.[1] ?? "";
    for (const [, key, value] of block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g))
      colours.set(key as string, value as string);
  }
  return colours;
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const ON_GROUNDS = ["--text", "--text-2", "--text-3", "--p1", "--p2", "--p3", "--p4"];
const PAIRS: [string, string][] = [
  ...ON_GROUNDS.flatMap((text) =>
    ["--ground", "--panel", "--raised"].map((on): [string, string] => [text, on]),
  ),
  ["--control-ink", "--control-solid"],
  ["--alarm-ink", "--alarm-fill"],
  ...["1", "2", "3", "4"].map((n): [string, string] => [`--p${n}-ink`, `--p${n}`]),
];

describe.each(THEMES)("theme %s", (theme) => {
  const colours = coloursOf(theme);
  it.each(PAIRS)("%s can be read on %s", (text, ground) => {
    const [a, b] = [colours.get(text), colours.get(ground)];
    expect(a && b, `${text} ${ground}`).toBeTruthy();
    expect(contrast(a as string, b as string)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("style sheets", () => {
  const sheets = ["app", "components"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".module.css") && !path.startsWith("map/"))
      .map((path) => `${folder}/${path}`),
  );

  it("take every colour and length from the tokens", () => {
    expect(sheets.length).toBeGreaterThan(20);
    expect(
      sheets.flatMap((path) => literals(readFileSync(path, "utf8")).map((found) => `${path}: ${found}`)),
    ).toEqual([]);
  });

  it("are caught when they do not", () => {
    expect(literals(".a { color: #fff; padding: 3px 2rem; }")).toEqual(["#fff", "3px", "2rem"]);
    expect(literals("@media (max-width: 700px) { .a { padding: calc(var(--u) * 3); } }")).toEqual([]);
  });
});

/** em belongs to the text it stands in, and full-screen units to the screen. */
function literals(css: string): string[] {
  const own = css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/@(media|container)[^{]*\{/g, "{");
  return own.match(/#[0-9a-f]{3,8}\b|\brgba?\([^)]*\)|(?<![\w.-])\d*\.?\d+(?:px|rem)\b/gi) ?? [];
}
