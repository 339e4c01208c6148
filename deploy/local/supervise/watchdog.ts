import { spawn } from "node:child_process";

/**
 * Tells systemd's watchdog that this process turns, sd_notify(3): one that stands still is killed and started again.
 * Does nothing where nobody asked for it (`WATCHDOG_USEC`).
 */
export function feedWatchdog(env: NodeJS.ProcessEnv = process.env): { close(): void } {
  const usec = Number(env.WATCHDOG_USEC ?? 0);
  if (!env.NOTIFY_SOCKET || !(usec > 0)) return { close() {} };
  const tell = () => {
    const child = spawn("systemd-notify", ["WATCHDOG=1"], { env, stdio: "ignore" });
    child.on("error", () => {});
  };
  tell();
  const timer = setInterval(tell, usec / 1_000 / 3);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
