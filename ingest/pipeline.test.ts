import { beforeEach, expect, test } from "vitest";
import type { Feed } from "#lib/feed/model.ts";
import { Quality, qualityNames } from "#lib/reading/model.ts";
import { run } from "./pipeline.ts";
import type { Register } from "./register.ts";
import { type Address, AddressBook, type Spot } from "./stages/address.ts";
import type { Course } from "./stages/batch.ts";
import { Collector } from "./stages/collector.ts";
import { Intake } from "./stages/intake.ts";
import { topicReader } from "./wire/topic.ts";

const NOW = Date.UTC(2026, 10, 21, 3);
const MINUTE = 60_000;
const DAY = 86_400_000;

let course: Course;
let spot: Partial<Spot>;
let collector: Collector;
beforeEach(() => {
  const book = new AddressBook();
  spot = {};
  const ids: string[] = [];
  const register = {
    oldestReading: (now: number) => now - 90 * DAY,
    oldestPosition: (now: number) => now - 90 * DAY,
    async resolve(addresses: readonly Address[]) {
      for (const address of addresses) {
        const series = `${address.asset}/${address.metricId}`;
        if (!ids.includes(series)) ids.push(series);
        address.spot = {
          seriesId: ids.indexOf(series) + 1,
          assetId: 1,
          unconfirmed: false,
          named: true,
          low: address.metric?.range.min ?? 0,
          high: address.metric?.range.max ?? 0,
          lateAfterMs: 30 * MINUTE,
          lastTime: Number.NaN,
          lastValue: Number.NaN,
          oddTime: Number.NaN,
          oddValue: Number.NaN,
          kind: "vessel",
          fastest: 110,
          last: null,
          odd: null,
          ...spot,
        };
      }
    },
  };
  collector = new Collector(book);
  course = {
    feed: { id: "f" } as Feed,
    book,
    register: register as unknown as Register,
    sentinels: [-999, -9999],
    newAssets: { most: 0, perMinute: 1 },
    async patience(error) {
      throw error;
    },
  };
});

/** Sends messages of one batch through reader and stages; one intake each. */
async function send(...messages: [topic: string, payload: string][]) {
  const read = topicReader("f");
  for (const [topic, text] of messages) {
    const payload = Buffer.from(text);
    collector.begin(new Intake("f", { origin: topic, payload, ticket: { settle() {} } }));
    read({ topic: `ioc/f/${topic}`, payload, size: payload.length, now: NOW }, collector);
  }
  return run(collector.take(NOW), course);
}

const level = (v: number, t: number) => ["g/water_level", JSON.stringify({ v, t })] as [string, string];
/** value and marks of each level sent, in one batch each. */
async function marks(...levels: [v: number, t: number][]) {
  const found: string[] = [];
  for (const [v, t] of levels) {
    const [intake] = await send(level(v, t));
    found.push(qualityNames(intake?.readings[0]?.quality ?? 0).join());
  }
  return found;
}

test("a spike is marked, and the reading after it is trusted again", async () => {
  const at = (i: number) => NOW - 600_000 + i * MINUTE;
  expect(await marks([2, at(0)], [2.1, at(1)], [90, at(2)], [2.2, at(3)], [2.3, at(4)])).toEqual([
    "good",
    "good",
    "tooFast",
    "good",
    "good",
  ]);
});

test("a step that repeats itself is believed at its second reading", async () => {
  const at = (i: number) => NOW - 600_000 + i * MINUTE;
  expect(await marks([2, at(0)], [9, at(1)], [9.1, at(2)], [9.2, at(3)])).toEqual([
    "good",
    "tooFast",
    "good",
    "good",
  ]);
});

test("a long silence allows a great change; a late reading is not compared with newer ones", async () => {
  const hour = 60 * MINUTE;
  expect(await marks([2, NOW - 2 * hour], [60, NOW - hour], [200, NOW - hour - MINUTE])).toEqual([
    "late",
    "late",
    "late",
  ]);
});

test("after a restart the newest stored value is the measure", async () => {
  spot = { lastTime: NOW - MINUTE, lastValue: 2 };
  expect(await marks([50, NOW])).toEqual(["tooFast"]);
});

test("marks: clock ahead, late, out of the place's own range, unconfirmed, the device's own doubt", async () => {
  spot = { low: 0, high: 10, unconfirmed: true };
  const [ahead, late, high, flagged] = await send(
    level(1, NOW + 2 * MINUTE),
    level(1, NOW - 40 * MINUTE),
    ["h/water_level", JSON.stringify({ v: 11, t: NOW })],
    ["i/water_level", JSON.stringify({ v: 1, t: NOW, q: "calibrating" })],
  );
  const of = (intake?: Intake) => intake?.readings[0]?.quality;
  expect(of(ahead)).toBe(Quality.unconfirmed | Quality.clockAhead);
  expect(of(late)).toBe(Quality.unconfirmed | Quality.late);
  expect(of(high)).toBe(Quality.unconfirmed | Quality.outOfRange);
  expect(of(flagged)).toBe(Quality.unconfirmed | Quality.deviceFlag);
  expect([ahead, late, high, flagged].map((i) => i?.graded)).toEqual([1, 1, 1, 1]);
});

test("readings without a time that arrive together keep their order and none replaces another", async () => {
  const intakes = await send(["g/water_level", "1"], ["g/water_level", "2"], ["g/water_level", "3"]);
  expect(intakes.map((i) => i.readings[0]?.time)).toEqual([NOW, NOW + 1, NOW + 2]);
});

test("units become the metric's own; what cannot be converted is refused", async () => {
  const [cm, mile] = await send(
    ["g/water_level", '{"v":687,"u":"cm"}'],
    ["g/water_level", '{"v":1,"u":"mile"}'],
  );
  expect(cm?.readings[0]?.value).toBeCloseTo(6.87, 12);
  expect(mile?.errors).toMatchObject([{ reason: "unknown_unit", origin: "g/water_level" }]);
});

test("one message of many readings loses only its bad ones, and counts all", async () => {
  const pack = [
    { n: "water_level", v: 1 },
    { n: "nonsense", v: 1 },
    { n: "rain_1h", v: -9999 },
    { n: "rain_1h", v: 3 },
  ];
  const [intake] = await send(["g", JSON.stringify(pack)]);
  expect(intake?.received).toBe(4);
  expect(intake?.readings.map((r) => r.value)).toEqual([1, 3]);
  expect(intake?.errors.map((e) => [e.reason, e.index])).toEqual([
    ["unknown_metric", 1],
    ["sentinel", 2],
  ]);
});

test("a second, different value of one series and time in a message is refused; the same again and a later message are not", async () => {
  const at = (v: number, t: number) => ({ n: "water_level", v, t: t / 1000 });
  const before = NOW - MINUTE;
  const pack = [at(-999, NOW), at(6.87, NOW), at(6.8, before), at(68.73, NOW), at(6.87, NOW)];
  const [two, later] = await send(["g", JSON.stringify(pack)], level(6.9, NOW));
  expect(two?.readings.map((r) => r.value)).toEqual([6.87, 6.8, 6.87]);
  expect(two?.errors.map((e) => [e.reason, e.index])).toEqual([
    ["sentinel", 0],
    ["two_values", 3],
  ]);
  expect(later?.readings.map((r) => r.value)).toEqual([6.9]);
  expect([two?.received, later?.received]).toEqual([5, 1]);
});

test("SenML names the asset where the topic does not", async () => {
  const pack = [
    { bn: "urn:dev:mac:0024beff:", bt: NOW / 1000, n: "water_level", v: 1 },
    { bn: "h/", n: "rain_1h", v: 2 },
  ];
  const [intake] = await send(["senml", JSON.stringify(pack)]);
  expect(intake?.errors).toEqual([]);
  expect(course.book.of("0024beff", "water_level")?.spot).not.toBeNull();
  expect(course.book.of("h", "rain_1h")?.spot).not.toBeNull();
});

test("places: speed and course that cannot be are left out, the place itself is kept", async () => {
  const [good, zero] = await send(
    ["v/position", JSON.stringify({ lat: 13.7, lon: 109.3, speed: -1, course: 361, t: NOW })],
    ["v/position", JSON.stringify({ lat: 0, lon: 0, t: NOW })],
  );
  expect(good?.positions[0]).toMatchObject({ lat: 13.7, lon: 109.3, speed: null, course: null, time: NOW });
  expect(good?.errors.map((e) => [e.reason, e.detail])).toEqual([
    ["impossible_value", "speed -1 km/h"],
    ["impossible_value", "course 361°"],
  ]);
  expect(good?.received).toBe(3);
  expect(zero?.errors.map((e) => e.reason)).toEqual(["invalid_position"]);
});

test("a refusal keeps the first 2 kB of a message and no more of its memory", async () => {
  const [intake] = await send(["g/water_level", JSON.stringify({ v: "x".repeat(5_000) })]);
  expect(intake?.errors[0]?.payload?.length).toBe(2_048);
  expect(intake?.errors[0]?.payload?.buffer.byteLength).toBeLessThan(10_000);
});

/** Positions of one vessel, a batch each: what is told of each. */
async function places(...at: [lat: number, lon: number, minute: number, speed?: number][]) {
  const found: string[] = [];
  for (const [lat, lon, minute, speed = 10] of at) {
    const t = NOW + (minute - 60) * MINUTE;
    const [intake] = await send(["v/position", JSON.stringify({ lat, lon, speed, t })]);
    const refused = intake?.errors.map((e) => e.reason) ?? [];
    found.push([...qualityNames(intake?.positions[0]?.quality ?? 0), ...refused].join());
  }
  return found;
}

test("a place that a vessel cannot have reached is marked until a second one confirms it", async () => {
  expect(
    await places(
      [13.7, 109.3, 0],
      [13.71, 109.3, 1],
      [11.2, 109.3, 2],
      [13.72, 109.3, 3],
      [11.2, 109.3, 4],
      [11.21, 109.3, 5],
    ),
  ).toEqual(["good", "good", "tooFast", "good", "tooFast", "good"]);
});

test("a vessel's speed that no vessel does is left out and counted", async () => {
  expect(await places([13.7, 109.3, 0, 189.46])).toEqual(["good,impossible_value"]);
});

test("a place that says it is none is counted as not available", async () => {
  const [none] = await send(["v/position", JSON.stringify({ lat: 91, lon: 181, t: NOW })]);
  expect(none?.errors.map((e) => e.reason)).toEqual(["sentinel"]);
});

test("what a metric's devices say for nothing is refused, before its unit is looked at", async () => {
  const [level, register, real] = await send(
    ["g/water_level", '{"v":999.9}'],
    ["g/discharge", "32767"],
    ["g/discharge", "9999"],
  );
  expect(level?.errors.map((e) => e.reason)).toEqual(["sentinel"]);
  expect(register?.errors.map((e) => e.reason)).toEqual(["sentinel"]);
  expect(real?.readings.map((r) => r.value)).toEqual([9999]);
  const [bench] = await send(["g/sequence", "65535"]);
  expect(bench?.readings.map((r) => r.value)).toEqual([65_535]);
});

/** What a minute's message each of one metric becomes: values stored, refusals. */
async function minutes(metric: string, ...values: (number | [v: number, minute: number])[]) {
  const found: unknown[] = [];
  for (const [i, given] of values.entries()) {
    const [v, minute] = typeof given === "number" ? [given, i] : given;
    const t = NOW + (minute - 60) * MINUTE;
    const [intake] = await send([`g/${metric}`, JSON.stringify({ v, t })]);
    const steps = intake?.readings
      .slice(metric === "rain_total" ? 1 : 0)
      .map((r) => Number(r.value.toFixed(6)));
    found.push(intake?.errors[0]?.reason ?? steps?.[0] ?? "nothing");
    expect(intake?.received).toBe((intake?.readings.length ?? 0) + (intake?.errors.length ?? 0));
  }
  return found;
}

test("a counter of rain gives its steps; a reset, a leap, an old and a repeated state give no false rain", async () => {
  expect(await minutes("rain_total", 910, 910.8, 910.8, 0.2, 0.4)).toEqual([
    "no_difference",
    0.8,
    0,
    "no_difference",
    0.2,
  ]);
  expect(await minutes("rain_total", [500, 5], [0.4, 6], [0.6, 7], [0.6, 7], [0.5, 6.5])).toEqual([
    "impossible_value",
    "no_difference",
    0.2,
    "nothing",
    "no_difference",
  ]);
});

test("a counter that was read wrongly once, too low or too high, gives no rain on its way back", async () => {
  expect(await minutes("rain_total", 12, 5, 12.2, 12.4)).toEqual([
    "no_difference",
    "no_difference",
    "no_difference",
    0.2,
  ]);
});

test("what a metric says for nothing is meant in its own unit", async () => {
  const [cm, m, full] = await send(
    ["g/water_level", '{"v":999,"u":"cm"}'],
    ["h/water_level", '{"v":999,"u":"m"}'],
    ["i/water_level", '{"v":32767,"u":"cm"}'],
  );
  expect(cm?.readings[0]?.value).toBeCloseTo(9.99, 9);
  expect([m, full].map((i) => i?.errors[0]?.reason)).toEqual(["sentinel", "sentinel"]);
});

test("after a restart a counter goes on from its stored state, and the register being read again doubles nothing", async () => {
  spot = { lastTime: NOW - 60 * MINUTE, lastValue: 910 };
  expect(await minutes("rain_total", [910.8, 1])).toEqual([0.8]);
  course.book.forget();
  expect(await minutes("rain_total", [911, 2])).toEqual([0.2]);
});

test("a counter that comes as rain of an interval is refused; a cloudburst and a first hour are not", async () => {
  expect(await minutes("rain_tip", 110, 110.2, 110.4, 0, 0.2)).toEqual([
    110,
    "impossible_value",
    "impossible_value",
    0,
    0.2,
  ]);
  expect(await minutes("rain_tip", [5, 10], [8, 11])).toEqual([5, 8]);
  const [first] = await send(["h/rain_tip", JSON.stringify({ v: 110, t: NOW })]);
  expect(qualityNames(first?.readings[0]?.quality ?? 0)).toEqual(["tooFast"]);
});
