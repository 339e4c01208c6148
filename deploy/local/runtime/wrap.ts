import { open, readdir, rename, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** How a tree is entered without touching the system's own C library. */
export type Loader = { path: string; libraries: string };

/** Loader and library folder of a Debian multiarch tree, relative to its root. */
export function loaderOf(architecture: "amd64" | "arm64"): Loader {
  return architecture === "amd64"
    ? { path: "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", libraries: "usr/lib/x86_64-linux-gnu" }
    : { path: "usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1", libraries: "usr/lib/aarch64-linux-gnu" };
}

/** Puts a shell wrapper in the place of every program of `folder`, so that it runs on the tree's libraries. */
export async function wrapPrograms(tree: string, folder: string, loader: Loader): Promise<void> {
  const up = relative(join(tree, folder), tree);
  for (const entry of await readdir(join(tree, folder), { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const program = join(tree, folder, entry.name);
    if (!(await isElf(program))) continue;
    await rename(program, `${program}.elf`);
    await writeFile(program, wrapperText(up, loader), { mode: 0o755 });
  }
}

/** Paths are taken from $0, so that the whole tree may be moved. */
export function wrapperText(up: string, loader: Loader): string {
  return `#!/bin/sh
t="\${0%/*}/${up}"
exec "$t/${loader.path}" --inhibit-cache --library-path "$t/${loader.libraries}" --argv0 "$0" "$0.elf" "$@"
`;
}

async function isElf(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const magic = Buffer.alloc(4);
    await file.read(magic, 0, 4, 0);
    return magic.equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
  } finally {
    await file.close();
  }
}
