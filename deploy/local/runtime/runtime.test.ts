import { expect, test } from "vitest";
import { parseUris, sourceLine } from "./apt.ts";
import { mirrorsIn } from "./mirror.ts";
import { isUsed } from "./packages.ts";
import { loaderOf, wrapperText } from "./wrap.ts";

test("only the keys that are named may sign", () => {
  const source = { mirror: "http://deb.debian.org/debian", suite: "trixie", keyring: "/k.gpg" };
  expect(sourceLine(source, "amd64")).toBe(
    "deb [arch=amd64 signed-by=/k.gpg] http://deb.debian.org/debian trixie main\n",
  );
});

test("names, versions with epochs and sizes are read from apt's list", () => {
  const text = `Reading package lists...
'http://d/pool/main/libx/libxcrypt/libcrypt1_4.4.38-1_amd64.deb' libcrypt1_1%3a4.4.38-1_amd64.deb 90072 SHA256:ab
'http://d/pool/main/t/tzdata/tzdata_2026c-0+deb13u1_all.deb' tzdata_2026c-0+deb13u1_all.deb 264156 SHA256:cd
`;
  expect(parseUris(text)).toEqual([
    { name: "libcrypt1", version: "1:4.4.38-1", bytes: 90_072 },
    { name: "tzdata", version: "2026c-0+deb13u1", bytes: 264_156 },
  ]);
});

test("the machine's own Debian mirror is tried first, other archives never", () => {
  const targets =
    "http://mirror.vn/debian/\nhttp://mirror.vn/debian-security/\nhttps://deb.nodesource.com/node_20.x/\n";
  expect(mirrorsIn(targets)).toEqual(["http://mirror.vn/debian", "http://deb.debian.org/debian"]);
});

test("what configures a system or compiles queries is left out, libraries are kept", () => {
  expect(
    ["libllvm19", "libz3-4", "perl-base", "postgresql-common", "locales", "tzdata"].filter(isUsed),
  ).toEqual([]);
  const needed = [
    "postgresql-17",
    "postgresql-17-timescaledb",
    "libc6",
    "libpam0g",
    "libzstd1",
    "libcjson1",
    "new-lib",
  ];
  expect(needed.filter(isUsed)).toEqual(needed);
});

test("a program finds loader and libraries from its own place, so the tree may be moved", () => {
  expect(wrapperText("../..", loaderOf("arm64"))).toBe(`#!/bin/sh
t="\${0%/*}/../.."
exec "$t/usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1" --inhibit-cache --library-path "$t/usr/lib/aarch64-linux-gnu" --argv0 "$0" "$0.elf" "$@"
`);
});
