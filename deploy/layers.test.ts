import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const imports = (target: string) => `import * as it from "${target}";\nexport default it;\n`;

const LAYERS = [
  ["lib", "x.ts", "#ingest/sink.ts", "lib is the floor"],
  ["lib", "model.ts", "#lib/feed/sql.ts", "A model is pure"],
  ["components", "X.tsx", "#lib/feed/sql.ts", "Components are given data"],
  ["ingest", "x.ts", "#components/map/view.ts", "ingest writes"],
  ["realtime", "x.ts", "#ingest/sink.ts", "realtime pushes"],
  ["app", "x.ts", "#ingest/sink.ts", "Pages meet ingest"],
] as const;

const ASKS_CLOCK = ["Date.now()", "[1].map(Date.now)", "new Date()", "Date()"];
const READS_ZONE = [
  "new Date(5).getHours()",
  "new Date(5).getTimezoneOffset()",
  'new Date(5).toLocaleTimeString("vi")',
  'new Intl.DateTimeFormat("vi").format()',
];
const asking = [...ASKS_CLOCK, ...READS_ZONE]
  .map((code, i) => `export const x${i} = () => ${code};\n`)
  .join("");
const BROWSER = [
  ["components", "Clock.tsx"],
  ["components/live", "clock.ts"],
  ["lib/metric", "model.ts"],
] as const;

/** What is planted: the folder, the name and the source of each file. */
const PLANTED: readonly (readonly [folder: string, name: string, source: string])[] = [
  ...LAYERS.map(([folder, name, target]) => [folder, name, imports(target)] as const),
  ["lib", "fine.ts", imports("#lib/feed/model.ts")],
  ...BROWSER.map(([folder, name]) => [folder, name, asking] as const),
  ["components", "today.ts", 'import { isToday } from "date-fns";\nexport default isToday;\n'],
  ["components", "given.ts", "export default (ms: number) => new Date(ms).toISOString();\n"],
];

const places: string[] = [];
const reports = new Map<string, string>();

/** All in one run of the linter: each run reads the whole tree first, about 4 s of a core. */
beforeAll(() => {
  const files = PLANTED.map(([folder, name, source]) => {
    const place = mkdtempSync(join(ROOT, folder, "planted-"));
    places.push(place);
    writeFileSync(join(place, name), source);
    return relative(ROOT, join(place, name));
  });
  const { stdout, stderr } = spawnSync(
    join(ROOT, "node_modules/.bin/biome"),
    ["lint", "--colors=off", "--max-diagnostics=none", ...files],
    { cwd: ROOT, encoding: "utf8" },
  );
  const found = (stdout + stderr).split(/^(?=\S+:\d+:\d+ )/m);
  PLANTED.forEach(([folder, name], i) => {
    const own = found.filter((part) => part.startsWith(`${files[i]}:`));
    reports.set(`${folder}/${name}`, own.join(""));
  });
}, 120_000);

afterAll(() => {
  for (const place of places) rmSync(place, { recursive: true, force: true });
});

describe("the import rule", () => {
  it.each(LAYERS)("refuses in %s/%s an import of %s", (folder, name, _target, sentence) => {
    expect(reports.get(`${folder}/${name}`)).toContain(sentence);
  });

  it("lets lib read lib", () => {
    expect(reports.get("lib/fine.ts")).toBe("");
  });
});

describe("the clock rule", () => {
  it.each(BROWSER)("refuses in %s/%s every way to ask the PC for its time or zone", (folder, name) => {
    const report = reports.get(`${folder}/${name}`) ?? "";
    expect(report.split("A PC's clock").length - 1).toBe(ASKS_CLOCK.length);
    expect(report.split("A PC's zone").length - 1).toBe(READS_ZONE.length);
  });

  it("refuses what asks the clock within a package", () => {
    expect(reports.get("components/today.ts")).toContain("These ask the PC's clock");
  });

  it("lets a component name a moment that it was given", () => {
    expect(reports.get("components/given.ts")).toBe("");
  });

  it("holds for what of app runs in a browser", () => {
    const pages = globSync("app/**/*.tsx", { cwd: ROOT }).map((file) =>
      readFileSync(join(ROOT, file), "utf8"),
    );
    const inBrowser = pages.filter((source) => /^["']use client["']/.test(source));
    expect(inBrowser.length).toBeGreaterThan(0);
    for (const source of inBrowser) expect(source).not.toMatch(/Date\.now|new Date\(\)/);
  });
});
