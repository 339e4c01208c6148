import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Store, StoreKind } from "./store.ts";

const PART = ".part";

/** A folder: another disk, or one that the system mounts from the network. */
export default {
  protocol: "file:",
  example: "/mnt/sao-luu",
  async open(address): Promise<Store> {
    const root = fileURLToPath(address);
    await mkdir(root, { recursive: true, mode: 0o700 });
    return {
      shown: root,
      async put(name, file) {
        const target = join(root, name);
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await copyFile(file, `${target}${PART}`);
        await synced(`${target}${PART}`);
        await rename(`${target}${PART}`, target);
        await synced(dirname(target));
      },
      get: async (name) => {
        await stat(join(root, name));
        return createReadStream(join(root, name));
      },
      async list(folder) {
        const names = await readdir(join(root, folder), { recursive: true }).catch(absentIsEmpty);
        const files = await Promise.all(
          names
            .filter((name) => !name.endsWith(PART))
            .map(async (name) => ({ name, known: await stat(join(root, folder, name)) })),
        );
        return files
          .filter(({ known }) => known.isFile())
          .map(({ name, known }) => ({ name: `${folder}/${name}`, bytes: known.size, at: known.mtimeMs }));
      },
      remove: (name) => rm(join(root, name), { force: true }),
      end: async () => {},
    };
  },
} satisfies StoreKind;

async function synced(path: string): Promise<void> {
  const file = await open(path, "r");
  await file.sync().finally(() => file.close());
}

function absentIsEmpty(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
