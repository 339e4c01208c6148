import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { createZstdCompress, createZstdDecompress } from "node:zlib";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { SetupFault } from "#deploy/local/fault.ts";

/**
 * Everything that leaves for a store is packed with Zstandard and sealed with age (age-encryption.org/v1), so that it
 * can be opened without this program: `age -d -i key FILE | zstd -d`.
 */
export type Sealed = { bytes: number; sha256: string };

export async function seal(source: Readable, target: string, key: string): Promise<Sealed> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(key));
  const packed = createZstdCompress();
  // An error on either side ends both: nothing half written is taken for whole.
  const packing = pipeline(source, packed);
  const sealed = await encrypter.encrypt(Readable.toWeb(packed) as unknown as ReadableStream<Uint8Array>);
  const { counter, result } = counting();
  await Promise.all([
    packing,
    pipeline(Readable.fromWeb(sealed as unknown as WebStream), counter, createWriteStream(target)),
  ]);
  return result();
}

/** What was sealed, as it was. The stream fails on a wrong key or a changed byte. */
export async function unseal(sealed: Readable, key: string): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(key);
  try {
    const open = await decrypter.decrypt(Readable.toWeb(sealed) as unknown as ReadableStream<Uint8Array>);
    const plain = Readable.fromWeb(open as unknown as WebStream);
    const unpacked = createZstdDecompress();
    plain.on("error", (error) => unpacked.destroy(error));
    return plain.pipe(unpacked);
  } catch (cause) {
    throw new SetupFault(
      "The backup cannot be opened with this key.",
      "Give the key that was printed when backups were set up: BACKUP_KEY_FILE=… npm run restore",
      cause,
    );
  }
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

function counting(): { counter: Transform; result(): Sealed } {
  const hash = createHash("sha256");
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { counter, result: () => ({ bytes, sha256: hash.digest("hex") }) };
}

/**
 * The key of the backups: made at the first use, told once so that it is kept elsewhere too. It is in no backup.
 * @returns the key, and whether it was made now
 */
export async function backupKey(path: string, make: boolean): Promise<{ key: string; fresh: boolean }> {
  const known = (await readFile(path, "utf8").catch(() => "")).trim();
  if (known) return { key: known, fresh: false };
  if (!make)
    throw new SetupFault(
      `There is no backup key in ${path}.`,
      "Put the key that you kept into a file and name it: BACKUP_KEY_FILE=… npm run restore",
    );
  const key = await generateX25519Identity();
  await writeFile(path, `${key}\n`, { mode: 0o600, flag: "wx" });
  return { key, fresh: true };
}
