import { execFile } from "node:child_process";
import { randomBytes, subtle } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./hash.ts";

const PASSWORD = "mot-mat-khau-du-dai";

describe("a password", () => {
  test("is known again, whichever way its letters are composed, and no other is", async () => {
    const hash = await hashPassword("ngọn hải đăng".normalize("NFC"));
    expect(hash).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
    expect(await verifyPassword({ hash, password: "ngọn hải đăng".normalize("NFD") })).toBe(true);
    expect(await verifyPassword({ hash, password: "ngọn hải đang" })).toBe(false);
    expect(await verifyPassword({ hash: "", password: PASSWORD })).toBe(false);
    expect(await hashPassword("ngọn hải đăng")).not.toBe(hash);
  });

  test("written before is known still", async () => {
    const hash =
      "000102030405060708090a0b0c0d0e0f:" +
      "d296d57993390eecc35c23da1cd44aeb313ee51d86566c091aea8fff28b1186a732d8a638b53ddbdc0422941ef9e4f9446c24c5697e4ac785712f2ef66111033";
    expect(await verifyPassword({ hash, password: PASSWORD })).toBe(true);
  });

  test("is worked out beside the threads that check cookies: these do not queue behind it", async () => {
    const key = await subtle.importKey("raw", randomBytes(32), { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
    const order: string[] = [];
    const hashes = Array.from({ length: 8 }, () => hashPassword(PASSWORD).then(() => order.push("password")));
    // Stands behind what is queued already, as a cookie's check does.
    await subtle.sign("HMAC", key, randomBytes(32));
    order.push("cookie");
    await Promise.all(hashes);
    expect(order.indexOf("cookie")).toBeLessThan(4);
  });

  test("keeps no command from ending that has nothing else to do", async () => {
    const work = `import(${JSON.stringify(join(import.meta.dirname, "hash.ts"))}).then((h) => h.hashPassword("x"))`;
    await promisify(execFile)(process.execPath, ["--eval", work], { timeout: 10_000 });
  });

  test.runIf(process.platform === "linux")("gives way to everything else of the program", async () => {
    await hashPassword(PASSWORD);
    const nice = readdirSync("/proc/self/task").map((task) => {
      const stat = readFileSync(`/proc/self/task/${task}/stat`, "utf8");
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
    });
    expect(nice.filter((one) => one === 5)).toHaveLength(1);
  });
});
