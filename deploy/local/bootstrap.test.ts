import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "./paths.ts";

let tree: string;

/** A tree with one package wanted and one command; npm is replaced by a program that says what it was asked. */
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "hai-dang-bootstrap-"));
  for (const folder of ["deploy/local", "node_modules/.bin", "bin"])
    mkdirSync(join(tree, folder), { recursive: true });
  cpSync(join(ROOT, "deploy/local/bootstrap.mjs"), join(tree, "deploy/local/bootstrap.mjs"));
  writeFileSync(join(tree, "package.json"), '{"type":"module"}');
  writeFileSync(
    join(tree, "deploy/local/say.ts"),
    "const words: string[] = process.argv.slice(2); console.log(process.versions.node, ...words); process.exit(7);",
  );
  writeFileSync(join(tree, "bin/npm"), "#!/bin/sh\necho npm $1\nexit $NPM_EXIT\n", { mode: 0o755 });
  symlinkSync(process.execPath, join(tree, "node_modules/.bin/node"));
  lock("package-lock.json", "1.0.0");
});
afterAll(() => rmSync(tree, { recursive: true }));

function lock(name: string, version: string): void {
  const packages = { "": {}, "node_modules/a": { version }, "node_modules/b": { version, optional: true } };
  writeFileSync(join(tree, name), JSON.stringify({ packages }));
}

function bootstrap(args: string[], env: Record<string, string> = {}) {
  const path = `${join(tree, "bin")}:${process.env.PATH}`;
  const script = join(tree, "deploy/local/bootstrap.mjs");
  return spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    env: { ...process.env, PATH: path, ...env },
  });
}

test("missing or outdated packages are installed, then the command runs with its arguments and exit code", () => {
  const missing = bootstrap(["say", "a b"]);
  expect(missing.stdout).toMatch(/npm ci\n24\..* a b\n$/);
  expect(missing.status).toBe(7);
  lock("node_modules/.package-lock.json", "0.9.0");
  expect(bootstrap(["say"]).stdout).toContain("npm ci");
});

test("with the packages of the lock file in place npm is not asked", () => {
  lock("node_modules/.package-lock.json", "1.0.0");
  expect(bootstrap(["say"]).stdout).not.toContain("npm");
});

test("a failed installation and an unknown command say what to do next", () => {
  rmSync(join(tree, "node_modules/.package-lock.json"));
  const failed = bootstrap(["say"], { NPM_EXIT: "3" });
  expect(failed.stderr).toMatch(/✗ npm ci ended with 3\.\n→ .*then start again/);
  expect(failed.status).toBe(1);
  expect(bootstrap(["dance"]).stderr).toMatch(/no command "dance"/);
});
