import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";

/** `run.json`: what runs where, for scripts. Holds no secrets; gone when nothing runs. */
export type RunFile = {
  web: string;
  mqtt: { host: string; port: number } | null;
  database: { host: string; port: number; socket: string; name: string; user: string } | null;
  pids: Record<string, number>;
  data: string;
  logs: string;
  started_at: string;
};

const AGAIN_MS = 5_000;

/** Keeps run.json at the newest content. One writing at a time; what fails is told once and tried again, never thrown. */
export class RunFileKeeper {
  readonly #path: string;
  readonly #failed: (error: Error) => void;
  #wanted: RunFile | undefined;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #told = false;
  #closed = false;

  constructor(path: string, failed: (error: Error) => void) {
    this.#path = path;
    this.#failed = failed;
  }

  /** @returns resolves when it, or something newer, is written or has failed */
  put(content: RunFile): Promise<void> {
    this.#wanted = content;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  /** Nothing runs any more. */
  async remove(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#writing;
    await rm(this.#path, { force: true }).catch(() => {});
  }

  async #write(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#wanted && !this.#closed) {
      const content = this.#wanted;
      try {
        await writeWhole(this.#path, content);
        this.#told = false;
        if (this.#wanted === content) this.#wanted = undefined;
      } catch (error) {
        if (!this.#told) this.#failed(error as Error);
        this.#told = true;
        this.#timer = setTimeout(() => this.#wanted && void this.put(this.#wanted), AGAIN_MS);
        this.#timer.unref();
        return;
      }
    }
  }
}

async function writeWhole(path: string, content: RunFile): Promise<void> {
  const fresh = `${path}.${randomUUID()}.new`;
  try {
    await writeFile(fresh, `${JSON.stringify(content, null, 2)}\n`);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    throw error;
  }
}

/** undefined: nothing runs on that data folder. */
export async function readRunFile(path: string): Promise<RunFile | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text ? (JSON.parse(text) as RunFile) : undefined;
}
