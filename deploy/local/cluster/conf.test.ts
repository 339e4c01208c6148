import { expect, test } from "vitest";
import { confText } from "./conf.ts";
import { socketDirFor } from "./socket-dir.ts";

const GB = 1024 ** 3;
const settingIn = (text: string, key: string) => text.match(new RegExp(`^${key} = '(.*)'$`, "m"))?.[1];

test("memory settings follow the machine and stop at a gigabyte of buffers", () => {
  const buffers = (memoryBytes: number) =>
    settingIn(confText({ kind: "lasting", socketDir: "/s", memoryBytes }), "shared_buffers");
  expect(buffers(24 * GB)).toBe("1024MB");
  expect(buffers(3 * GB)).toBe("512MB");
  expect(buffers(GB / 4)).toBe("128MB");
});

test("the real cluster waits for the disk at commit, the test cluster does not", () => {
  const settings = (kind: "lasting" | "throwaway") => confText({ kind, socketDir: "/s" });
  expect(settingIn(settings("lasting"), "synchronous_commit")).toBe("on");
  expect(settingIn(settings("lasting"), "fsync")).toBeUndefined();
  expect(settingIn(settings("throwaway"), "fsync")).toBe("off");
});

test("a quote in a path cannot end the setting", () => {
  expect(confText({ kind: "lasting", socketDir: "/it's" })).toContain("unix_socket_directories = '/it''s'");
});

test("the socket lives in the data folder unless that path is too long for a socket", () => {
  expect(socketDirFor("/srv/hai-dang")).toBe("/srv/hai-dang/socket");
  const long = `/srv/${"x".repeat(120)}`;
  expect(socketDirFor(long, { XDG_RUNTIME_DIR: "/run/user/7" })).toMatch(
    /^\/run\/user\/7\/hai-dang-[0-9a-f]{12}$/,
  );
  expect(socketDirFor(long, {})).not.toBe(socketDirFor(`${long}y`, {}));
});
