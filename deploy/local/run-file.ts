import { rename, rm, writeFile } from "node:fs/promises";

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

export async function writeRunFile(path: string, content: RunFile): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

export const removeRunFile = (path: string) => rm(path, { force: true });
