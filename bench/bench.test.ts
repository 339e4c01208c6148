import { generate } from "mqtt-packet";
import { describe, expect, test } from "vitest";
import { Histogram } from "./histogram.ts";
import { benchOptions, isWhole } from "./options.ts";
import { MOST_BYTES, topicHead, writePublish } from "./process/publish-packet.ts";

test("packets written by hand are those of the library", () => {
  const buffer = Buffer.alloc(2 * MOST_BYTES);
  const topic = "ioc/bench/b00042/bench_value";
  const payload = `{"v":1234567,"t":1763712345678}`;
  const head = topicHead(topic);
  const middle = writePublish(buffer, 0, { head, id: 513, payload });
  const end = writePublish(buffer, middle, { head, id: 514, payload });
  const packet = (messageId: number) =>
    generate({ cmd: "publish", qos: 1, dup: false, retain: false, topic, payload, messageId });
  expect(buffer.subarray(0, end)).toEqual(Buffer.concat([packet(513), packet(514)]));
});

test("a packet that needs a second length byte is refused", () => {
  const packet = { head: topicHead("ioc/x"), id: 1, payload: "1".repeat(120) };
  expect(() => writePublish(Buffer.alloc(200), 0, packet)).toThrow(RangeError);
});

describe("quantiles", () => {
  test("of nothing are unknown", () => expect(new Histogram().quantile(0.5)).toBeNull());

  test("are times that so many did not exceed", () => {
    const ages = new Histogram();
    for (let ms = 1; ms <= 100; ms++) ages.add(ms);
    expect([0.5, 0.95, 0.99, 1].map((share) => ages.quantile(share))).toEqual([50, 95, 99, 100]);
    ages.add(-3);
    ages.add(1e9);
    expect([ages.quantile(0.001), ages.quantile(1), ages.total]).toEqual([0, 60_000, 102]);
    ages.reset();
    expect(ages.quantile(0.5)).toBeNull();
  });
});

describe("options", () => {
  test("without any, the whole programme", () => expect(isWhole(benchOptions([]))).toBe(true));

  test("a shorter one is not the result of the day", () => {
    expect(isWhole(benchOptions(["--seconds", "20"]))).toBe(false);
    expect(isWhole(benchOptions(["--no-history"]))).toBe(false);
    expect(benchOptions(["--rates", "1000"]).rates).toEqual([1_000]);
  });

  test("the desk is measured instead of the road of readings when it is asked for", () => {
    expect(benchOptions([]).desk).toBeNull();
    expect(benchOptions(["--desk"]).desk).toEqual({ alerts: 5_000, seconds: 60 });
    expect(benchOptions(["--desk", "--alerts", "100", "--seconds", "5"]).desk).toEqual({
      alerts: 100,
      seconds: 5,
    });
  });

  test("nonsense is refused by name", () => {
    expect(() => benchOptions(["--rates", "fast"])).toThrow(/"fast"/);
    expect(() => benchOptions(["--fast"])).toThrow(/--fast/);
  });
});
