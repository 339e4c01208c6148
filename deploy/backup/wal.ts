import { createReadStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SPOOL_PART } from "#deploy/local/cluster/archive.ts";
import { walName } from "./catalogue.ts";
import { seal } from "./seal.ts";
import type { Store } from "./stores/store.ts";

/** Log files in the spool, in order. */
export async function waitingWal(spool: string): Promise<string[]> {
  const names = await readdir(spool).catch(() => [] as string[]);
  return names.filter((name) => !name.endsWith(SPOOL_PART)).toSorted();
}

export type Shipping = { spool: string; work: string; store: Store; key: string; signal: AbortSignal };

/** Brings what waits in the spool to the store, oldest first; each file leaves the spool when the store has it. */
export async function shipWal({ spool, work, store, key, signal }: Shipping): Promise<number> {
  await mkdir(work, { recursive: true, mode: 0o700 });
  let shipped = 0;
  for (const name of await waitingWal(spool)) {
    if (signal.aborted) break;
    const sealed = join(work, `${name}.sealed`);
    try {
      await seal(createReadStream(join(spool, name)), sealed, key);
      await store.put(walName(name), sealed);
      await rm(join(spool, name), { force: true });
      shipped++;
    } finally {
      await rm(sealed, { force: true });
    }
  }
  return shipped;
}
