import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { SetupFault } from "#deploy/local/fault.ts";
import { ROOT } from "#deploy/local/paths.ts";
import * as kinds from "./index.ts";
import type { Store } from "./store.ts";

/** The store of an address, as BACKUP_TO has it; a bare path is a folder. */
export async function openStore(address: string): Promise<Store> {
  const url = URL.canParse(address) ? new URL(address) : pathToFileURL(resolve(ROOT, address));
  const kind = Object.values(kinds).find((k) => k.protocol === url.protocol);
  if (kind) return kind.open(url);
  const examples = Object.values(kinds).map((k) => k.example);
  throw new SetupFault(
    `Backups cannot go to ${url.protocol}`,
    `Set BACKUP_TO to one of these: ${examples.join(" or ")}`,
  );
}
