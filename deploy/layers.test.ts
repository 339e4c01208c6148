import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const planted: string[] = [];

function lint(folder: string, name: string, source: string): string {
  const place = mkdtempSync(join(ROOT, folder, "planted-"));
  planted.push(place);
  const file = join(place, name);
  writeFileSync(file, source);
  const { stdout, stderr } = spawnSync(
    join(ROOT, "node_modules/.bin/biome"),
    ["lint", "--colors=off", relative(ROOT, file)],
    { cwd: ROOT, encoding: "utf8" },
  );
  return stdout + stderr;
}

afterEach(() => {
  for (const place of planted.splice(0)) rmSync(place, { recursive: true, force: true });
});

// Each starts the linter; on a busy machine that takes as long as it takes.
describe("the import rule", { timeout: 180_000 }, () => {
  it.each([
    ["lib", "x.ts", "#ingest/sink.ts", "lib is the floor"],
    ["lib", "model.ts", "#lib/feed/sql.ts", "A model is pure"],
    ["components", "X.tsx", "#lib/feed/sql.ts", "Components are given data"],
    ["ingest", "x.ts", "#components/map/view.ts", "ingest writes"],
    ["realtime", "x.ts", "#ingest/sink.ts", "realtime pushes"],
    ["app", "x.ts", "#ingest/sink.ts", "Pages meet ingest"],
  ])("refuses in %s/%s an import of %s", (folder, name, target, sentence) => {
    expect(lint(folder, name, `import * as it from "${target}";\nexport default it;\n`)).toContain(sentence);
  });

  it("lets lib read lib", () => {
    const report = lint("lib", "x.ts", `import * as it from "#lib/feed/model.ts";\nexport default it;\n`);
    expect(report).not.toContain("noRestrictedImports");
  });
});
