import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { startScenario, stopScenario } from "#lib/scenario/sql.ts";
import { mqttFeeds } from "./province/feeds.ts";

type Seen = {
  topic: string;
  body: { v: number; t: number } | { n: string; v: number; t: number }[] | number;
  at: number;
};

vi.setConfig({ testTimeout: 60_000 });

let database: TestDatabase;
let broker: TestBroker;
let demo: ChildProcess;
let listener: MqttClient;
const seen: Seen[] = [];

beforeAll(async () => {
  [database, broker] = await Promise.all([testDatabase(), testBroker()]);
  const url = await broker.addDevice(
    "demo",
    mqttFeeds.map((feed) => feed.id),
  );
  listener = await mqtt.connectAsync(broker.url, {
    clientId: "listener",
    clean: false,
    reconnectPeriod: 300,
  });
  listener.on("message", (topic, payload) => {
    seen.push({ topic, body: JSON.parse(payload.toString()), at: Date.now() });
  });
  await listener.subscribeAsync("ioc/#", { qos: 1 });
  demo = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      MQTT_URL: url,
      DEMO_DATABASE_URL: "",
      LOG_LEVEL: "warn",
    },
    stdio: "inherit",
  });
}, 90_000);

afterAll(async () => {
  if (demo && demo.exitCode === null) {
    demo.kill("SIGKILL");
    await once(demo, "exit");
  }
  await listener?.endAsync(true);
  await broker?.remove();
  await database?.drop();
});

async function until(what: string, fits: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(100)) if (await fits()) return;
  throw new Error(`not within ${ms} ms: ${what}`);
}

const live = (since: number) =>
  seen.filter(
    ({ body, at }) => at > since && !Array.isArray(body) && typeof body === "object" && body.t > since - 1000,
  );

/** The newest level that Thạnh Hòa reported; 0 before the first. */
function level(): number {
  const found = seen.findLast(({ topic }) => topic === "ioc/demo-thuy-van/tv-thanh-hoa/water_level");
  return found && typeof found.body === "object" && "v" in found.body ? found.body.v : 0;
}

describe("the demo's devices on a real broker", () => {
  test("speak for every feed within half a minute, live values first", async () => {
    await until("a message of every feed", () => {
      const feeds = new Set(seen.map(({ topic }) => topic.split("/")[1]));
      return mqttFeeds.every((feed) => feeds.has(feed.id));
    });
    // Each vessel has its own moment of the rhythm.
    await until("a vessel's position", () =>
      seen.some(({ topic }) => topic === "ioc/demo-tau-ca/tau-quy-nhon-01/position"),
    );
    const first = seen.findIndex(
      ({ body }) => Array.isArray(body) && body.some((r) => r.t * 1000 < Date.now() - 600_000),
    );
    expect(first === -1 || first > 20).toBe(true);
  });

  test("tell of the past without holding up the present", async () => {
    await until("values of two days ago", () =>
      seen.some(
        ({ body }) => Array.isArray(body) && body.some((r) => r.t * 1000 < Date.now() - 12 * 3_600_000),
      ),
    );
    const since = Date.now();
    await until("live values meanwhile", () => live(since).length > 20);
    const late = live(since).map(({ body, at }) => at - (body as { t: number }).t);
    expect(late.toSorted((a, b) => a - b)[Math.floor(late.length / 2)]).toBeLessThan(1_500);
  });

  test("a scenario started in the database shows in the river, and stopping it lets go", async () => {
    await until("a first level", () => level() > 0);
    const before = level();
    await startScenario(database.pool, {
      id: "lu-11-2025",
      speed: 1000,
      by: "test",
      now: Date.now() - 60_000,
    });
    await until("a flood", () => level() > before + 0.5, 40_000);
    await stopScenario(database.pool, { by: "test", now: Date.now() });
  });

  test("a broker that was away hears what the devices kept meanwhile", async () => {
    await broker.stop();
    const gone = Date.now();
    await sleep(4_000);
    await broker.start();
    await until("values of the time without a broker", () =>
      seen.some(({ body, at }) => {
        if (at < gone + 4_000 || Array.isArray(body) || typeof body !== "object") return false;
        return body.t > gone + 500 && body.t < gone + 3_500;
      }),
    );
  });

  test("uses little of the machine and ends when asked", async () => {
    const ticks = async () => {
      const fields = (await readFile(`/proc/${demo.pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
      return Number(fields[11]) + Number(fields[12]);
    };
    const rss = Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${demo.pid}/status`, "utf8"))?.[1]) / 1024;
    const before = await ticks();
    await sleep(5_000);
    const share = ((await ticks()) - before) / 5;
    // Measured on 2 shared cores: 1 % of a core, 3 % while it tells of the past, 200 MB.
    expect(share).toBeLessThan(15);
    expect(rss).toBeLessThan(400);
    demo.kill("SIGTERM");
    const [code] = await once(demo, "exit");
    expect(code).toBe(0);
  });
});
