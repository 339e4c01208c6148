import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Privilege } from "#deploy/local/cluster/privilege.ts";
import { SetupFault } from "#deploy/local/fault.ts";
import type { Runtime } from "#deploy/local/runtime/programs.ts";

/** The command that runs the broker in the foreground. SIGTERM lets it save its queues and end. */
export function brokerCommand(runtime: Runtime, privilege: Privilege, folder: string): string[] {
  return [...privilege.prefix("SIGTERM"), runtime.mosquitto, "-c", join(folder, "mosquitto.conf")];
}

/** Waits until something listens there. */
export async function untilListening(host: string, port: number, isGone: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && !isGone()) {
    if (await answers(host, port)) return;
    await sleep(50);
  }
  throw new SetupFault(
    isGone()
      ? "The MQTT broker ended while starting."
      : `The MQTT broker does not listen on ${host}:${port}.`,
    "Its log says why: logs/broker.log in the data folder.",
  );
}

export function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(2_000, () => end(false));
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}
