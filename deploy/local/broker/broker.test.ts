import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { deviceAccount } from "#lib/device/model.ts";
import { aclText } from "./account.ts";

let broker: TestBroker;
let device: MqttClient;
const clients: MqttClient[] = [];

async function connect(url: string, options: mqtt.IClientOptions = {}): Promise<MqttClient> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, protocolVersion: 5, ...options });
  clients.push(client);
  return client;
}

beforeAll(async () => {
  broker = await testBroker();
  device = await connect(await broker.addDevice("tram-1", ["mua", "song"]));
});
afterAll(async () => {
  await Promise.all(clients.map((c) => c.endAsync(true)));
  await broker?.remove();
});

test("a stranger is refused", async () => {
  await expect(connect(`mqtt://${broker.host}:${broker.port}`)).rejects.toThrow(/not authorized/i);
  await expect(connect(`mqtt://tram-1:wrong@${broker.host}:${broker.port}`)).rejects.toThrow(
    /not authorized/i,
  );
});

test("a device writes its own feeds and no other", async () => {
  await expect(device.publishAsync("ioc/mua/a/rain", "1", { qos: 1 })).resolves.toBeDefined();
  await expect(device.publishAsync("ioc/khac/a/rain", "1", { qos: 1 })).rejects.toThrow(/not authorized/i);
  await expect(device.publishAsync("ioc/muax/a/rain", "1", { qos: 1 })).rejects.toThrow(/not authorized/i);
});

test("a device receives nothing, whatever it subscribes to", async () => {
  const heard: string[] = [];
  device.on("message", (topic) => heard.push(topic));
  await device.subscribeAsync(["ioc/mua/#", "#", "$SYS/#"], { qos: 1 });
  const reader = await connect(broker.url);
  const arrived = new Promise((resolve) => reader.once("message", resolve));
  await reader.subscribeAsync("ioc/mua/#", { qos: 1 });
  await device.publishAsync("ioc/mua/a/rain", "1", { qos: 1 });
  await arrived;
  // Its own round trip comes after anything that was on its way to it.
  await device.publishAsync("ioc/mua/a/rain", "2", { qos: 1 });
  expect(heard).toEqual([]);
});

test("an account added while the broker runs connects, and nobody is cut off", async () => {
  const other = await connect(await broker.addDevice("tram-2", ["gio"]));
  await other.publishAsync("ioc/gio/a/wind", "1", { qos: 1 });
  expect(device.connected).toBe(true);
});

test("what waits for a persistent session survives a restart of the broker", async () => {
  const session = { clientId: "reader", clean: false, properties: { sessionExpiryInterval: 3_600 } };
  const reader = await connect(broker.url, session);
  await reader.subscribeAsync("ioc/mua/#", { qos: 1 });
  await reader.endAsync();
  for (let i = 0; i < 2_500; i++) device.publish("ioc/mua/a/rain", `${i}`, { qos: 1 });
  await device.publishAsync("ioc/mua/a/rain", "last", { qos: 1 });
  await broker.stop();
  await broker.start();
  const seen: string[] = [];
  const again = mqtt.connect(broker.url, { reconnectPeriod: 0, protocolVersion: 5, ...session });
  clients.push(again);
  await new Promise<void>((resolve) =>
    again.on("message", (_, payload) => {
      seen.push(payload.toString());
      if (payload.toString() === "last") resolve();
    }),
  );
  expect(seen).toHaveLength(2_501);
});

test("no name or feed can widen the access list", () => {
  for (const bad of ["a/b", "+", "#", "a\ntopic write #", "", "x".repeat(65)]) {
    expect(() => deviceAccount("ok", "p", [bad])).toThrow(/identifier/);
    expect(() => deviceAccount(bad, "p", ["ok"])).toThrow(/identifier/);
  }
  const forged = { name: "ok", hash: "$7$1000$c2FsdA==$a2V5", write: ["a\ntopic write #"], read: [] };
  expect(() => aclText([forged])).toThrow(/filter/);
});
