import { execFile } from "node:child_process";
import { open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { passableFolder } from "./folder.ts";

const run = promisify(execFile);
const MB = 1024 * 1024;

export type SmallDisk = {
  folder: string;
  /** Bytes that are free. */
  free(): Promise<number>;
  /** Takes all but so many bytes. */
  fill(leave?: number): Promise<void>;
  /** Gives back what {@link fill} took. */
  empty(): Promise<void>;
  remove(): Promise<void>;
};

/** A disk of so many MB that a test may fill; in memory, mounted by root. */
export async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await passableFolder("disk");
  await run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0755`, "tmpfs", folder]);
  const filler = join(folder, "filler");
  const free = async () => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  return {
    folder,
    free,
    async fill(leave = 0) {
      const file = await open(filler, "a");
      try {
        const block = Buffer.alloc(MB);
        for (let left = (await free()) - leave; left > 0; left = (await free()) - leave)
          await file.write(block, 0, Math.min(left, MB));
      } catch (error) {
        if ((error as { code?: string }).code !== "ENOSPC") throw error;
      } finally {
        await file.close();
      }
    },
    empty: () => rm(filler, { force: true }),
    async remove() {
      await run("umount", ["-l", folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
