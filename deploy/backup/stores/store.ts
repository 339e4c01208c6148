import type { Readable } from "node:stream";

export type Stored = { name: string; bytes: number /** Milliseconds, by the store's clock. */; at: number };

/** A place for files. Names are `folder/name`; what `list` tells of is whole. */
export type Store = {
  /** For people: where this is, without passwords. */
  shown: string;
  /** Stores the file under that name, replacing what was there, or throws and leaves nothing of it in the lists. */
  put(name: string, file: string): Promise<void>;
  get(name: string): Promise<Readable>;
  list(folder: string): Promise<Stored[]>;
  /** Nothing happens when it is not there. */
  remove(name: string): Promise<void>;
  end(): Promise<void>;
};

/** One kind of place: a file in this folder and a line in index.ts. */
export type StoreKind = {
  /** Of the address: `file:`, `sftp:`, `s3:`. */
  protocol: string;
  example: string;
  open(address: URL): Promise<Store>;
};
