import { scryptSync } from "node:crypto";
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { HashDone, HashJob } from "./hash.ts";

/** Sockets and the database come first: a third of a share beside them. At 19 a busy machine lets nobody in for minutes. */
const NICE = 5;

// On Linux the priority is the calling thread's own.
if (process.platform === "linux") setPriority(NICE);

parentPort?.on("message", ({ id, password, salt, params }: HashJob) => {
  const { length, ...cost } = params;
  const key = scryptSync(password.normalize("NFKC"), salt, length, cost);
  parentPort?.postMessage({ id, key: key.toString("hex") } satisfies HashDone);
});
