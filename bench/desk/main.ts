import { startWholeSystem } from "#deploy/local/testing/whole-system.ts";
import { machineText } from "../machine.ts";
import { openDesk } from "./browser.ts";
import { type DeskScene, setDesk } from "./scene.ts";
import { openIds, storm } from "./storm.ts";

export type DeskResult = {
  machine: string;
  date: string;
  /** Alerts that began during the storm, and how long it took. */
  alerts: number;
  seconds: number;
  keys: number;
  /** From the press of a key to the picture that answers it, ms. */
  p50_ms: number;
  p95_ms: number;
  worst_ms: number;
  /** The same as the browser's own Event Timing reports it; null below its resolution of 16 ms. */
  event_p95_ms: number | null;
  /** Ids that the database has open and the page's list does not show, and the other way round. */
  missing: number;
  surplus: number;
};

/** A storm of alerts at a real system, and a person at the desk who goes through the list by key meanwhile. */
export async function benchDesk(
  { alerts, seconds }: { alerts: number; seconds: number },
  report: (line: string) => void,
): Promise<DeskResult> {
  const system = await startWholeSystem({ args: ["--no-demo"], env: { ...process.env, LOG_LEVEL: "warn" } });
  const scene = await setDesk(system, alerts);
  try {
    return await measure(scene, { alerts, seconds, report });
  } finally {
    await scene.pool.end();
    await system.stop();
  }
}

type Wish = { alerts: number; seconds: number; report(line: string): void };

async function measure(scene: DeskScene, { alerts, seconds, report }: Wish): Promise<DeskResult> {
  const desk = await openDesk(scene, report);
  try {
    report(`${alerts} alerts within ${seconds} s`);
    const from = Date.now();
    const raised = storm(scene, { alerts, seconds });
    const keys = await desk.pressWhile(raised);
    await raised;
    const took = (Date.now() - from) / 1_000;
    report(`${keys.keys} keys: p50 ${keys.p50_ms} ms, p95 ${keys.p95_ms} ms, worst ${keys.worst_ms} ms`);
    report("every row of the list, from top to bottom");
    const open = new Set(await openIds(scene.pool));
    const shown = await desk.listed(open.size);
    return {
      machine: await machineText(scene.pool),
      date: new Date().toISOString(),
      alerts: open.size,
      seconds: Math.round(took * 10) / 10,
      ...keys,
      missing: [...open].filter((id) => !shown.has(id)).length,
      surplus: [...shown].filter((id) => !open.has(id)).length,
    };
  } finally {
    await desk.close();
  }
}
