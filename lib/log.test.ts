import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

test("a disk that takes no more lines costs lines, not the program", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hai-dang-log-"));
  // Every write to it fails as on a full disk, full(4).
  await symlink("/dev/full", join(folder, "full.log"));
  const script = `import { log } from "${join(import.meta.dirname, "log.ts")}";
    for (let i = 0; i < 5; i++) { log("x").info({ i }, "line"); await new Promise((done) => setTimeout(done, 20)); }
    process.stderr.write("alive");`;
  const { stderr } = await run("sh", [
    "-c",
    `"$0" --input-type=module -e "$1" > ${join(folder, "full.log")}`,
    process.execPath,
    script,
  ]);
  expect(stderr).toContain("alive");
  await rm(folder, { recursive: true });
});
