import { randomBytes } from "node:crypto";
import { open, rm, stat, statfs, writeFile } from "node:fs/promises";

const MB = 1024 * 1024;

export type ReserveOptions = {
  /** The file that holds the room; `<path>.released` stands while it does not. */
  path: string;
  /** A folder on the same disk. */
  folder: string;
  report(line: string): void;
  bytes?: number;
  /** Free bytes below which the reserve is given up. */
  low?: number;
  everyMs?: number;
};

const RESERVE = 256 * MB;
const LOW = 64 * MB;
const EVERY_MS = 2_000;

/**
 * Room that is kept for the moment when the disk is full: given up then, so that the database goes on for a while,
 * and taken again when somebody has made room. The warning stays for as long as it is given up.
 */
export function keepReserve(options: ReserveOptions): { look(): Promise<void>; close(): void } {
  const { path, folder, report, bytes = RESERVE, low = LOW, everyMs = EVERY_MS } = options;
  const mark = `${path}.released`;
  let looking: Promise<void> | undefined;
  let released = false;
  let told = false;

  async function look(): Promise<void> {
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const held = await sizeOf(path);
    if (free < low && held > 0) await release(held);
    else if (held < bytes && free - (bytes - held) > 2 * low) await take();
    else if (free < low && !told) {
      told = true;
      report(`WARNING: only ${Math.floor(free / MB)} MB are left on the disk of ${folder}, and no reserve`);
    }
  }

  async function release(held: number): Promise<void> {
    await rm(path, { force: true });
    released = true;
    await writeFile(mark, "").catch(() => {});
    report(
      `WARNING: the disk of ${folder} is full. The reserve of ${Math.ceil(held / MB)} MB was released: make room now`,
    );
  }

  async function take(): Promise<void> {
    try {
      await fill(path, bytes);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    await rm(mark, { force: true });
    if (released) report(`the disk has room again: a reserve of ${bytes / MB} MB is kept`);
    released = false;
    told = false;
  }

  const lookOnce = () => {
    // A disk that cannot even be asked is no reason to end.
    looking ??= look()
      .catch(() => {})
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };
  const timer = setInterval(() => void lookOnce(), everyMs);
  timer.unref();
  return { look: lookOnce, close: () => clearInterval(timer) };
}

/** Random bytes: a file system that compresses would keep no room for zeros. */
async function fill(path: string, bytes: number): Promise<void> {
  const block = randomBytes(MB);
  const file = await open(path, "w", 0o600);
  try {
    for (let written = 0; written < bytes; written += MB) await file.write(block);
    await file.sync();
  } finally {
    await file.close();
  }
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
