import { text } from "node:stream/consumers";
import { type Manifest, manifestSchema } from "#lib/backup/model.ts";
import type { Store } from "./stores/store.ts";

/**
 * What lies in a store:
 *
 *     base/<id>/base.tar.zst.age    the whole server, as pg_basebackup gives it
 *     base/<id>/files.zst.age       secrets.json, which opens what is sealed in the rows
 *     base/<id>/manifest.json       written last: what has none is not whole
 *     wal/<name>.zst.age            the write-ahead log after it, file by file
 */
export const BASE = "base";
export const WAL = "wal";
export const SEALED = ".zst.age";
export const BASE_FILE = "base.tar.zst.age";
export const FILES_FILE = "files.zst.age";
const MANIFEST = "manifest.json";

export const nameIn = (id: string, file: string) => `${BASE}/${id}/${file}`;
export const manifestName = (id: string) => nameIn(id, MANIFEST);
export const walName = (file: string) => `${WAL}/${file}${SEALED}`;

/** Every whole base of a store, oldest first. */
export async function manifests(store: Store): Promise<Manifest[]> {
  const names = (await store.list(BASE)).map((s) => s.name).filter((name) => name.endsWith(`/${MANIFEST}`));
  const all = await Promise.all(
    names.map(async (name) => manifestSchema.safeParse(JSON.parse(await text(await store.get(name)))).data),
  );
  return all.filter((manifest) => manifest !== undefined).toSorted((a, b) => a.begunAt - b.begunAt);
}

/** Names of the write-ahead log files of a store, in the order of the log. */
export async function walFiles(store: Store): Promise<string[]> {
  return (await store.list(WAL))
    .map((stored) => stored.name.slice(WAL.length + 1))
    .filter((name) => name.endsWith(SEALED))
    .map((name) => name.slice(0, -SEALED.length))
    .toSorted((a, b) => (a.slice(8) + a < b.slice(8) + b ? -1 : 1));
}
