import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "#deploy/local/paths.ts";
import { feedWatchdog } from "./watchdog.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hai-dang-watchdog-"));
  await writeFile(join(folder, "systemd-notify"), `#!/bin/sh\necho "$1" >> ${folder}/told\n`);
  await chmod(join(folder, "systemd-notify"), 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

const told = () => readFile(join(folder, "told"), "utf8").catch(() => "");

test("systemd is told thrice in its time that the supervisor turns, where it asks for that", async () => {
  const PATH = `${folder}:${process.env.PATH}`;
  feedWatchdog({ ...process.env, PATH, NOTIFY_SOCKET: undefined }).close();
  const watchdog = feedWatchdog({ ...process.env, PATH, NOTIFY_SOCKET: "@x", WATCHDOG_USEC: "300000" });
  while ((await told()).split("\n").length < 4) await sleep(20);
  watchdog.close();
  expect((await told()).split("\n")[0]).toBe("WATCHDOG=1");
});

test("the unit starts it again whatever ended it, for ever", async () => {
  const unit = await readFile(join(ROOT, "deploy/systemd/hai-dang.service"), "utf8");
  for (const line of ["Restart=always", "StartLimitIntervalSec=0", "NotifyAccess=all", "WatchdogSec=300"])
    expect(unit).toContain(`\n${line}\n`);
});
