import { expect, test } from "vitest";
import type { MappingInput } from "#lib/feed/mapping.ts";
import { mappingSchema } from "#lib/feed/mapping.ts";
import { AddressBook } from "../stages/address.ts";
import { Collector } from "../stages/collector.ts";
import { Intake } from "../stages/intake.ts";
import { parseJson, Several } from "./json.ts";
import { mappedReader } from "./mapped.ts";
import { readPush } from "./push.ts";
import { type Reader, topicReader } from "./topic.ts";

const NOW = Date.UTC(2026, 10, 30);

/** What a reader makes of one message: values by metric, and refusals. */
function read(reader: Reader, topic: string, text: string) {
  const collector = new Collector(new AddressBook());
  const payload = Buffer.from(text);
  const intake = new Intake("f", { origin: topic, payload, ticket: { settle() {} } });
  collector.begin(intake);
  reader({ topic, payload, size: payload.length, now: NOW }, collector);
  const batch = collector.take(NOW);
  return {
    values: [...batch.readings, ...batch.positions].map((d) => ("value" in d ? d.value : [d.lat, d.lon])),
    units: batch.readings.map((d) => d.unit),
    refused: intake.errors.map((e) => [e.reason, e.index]),
    adds: intake.received === batch.readings.length + batch.positions.length + intake.errors.length,
  };
}

const station: MappingInput = {
  asset: "id",
  readings: [
    { metric: "water_level", value: "level" },
    { metric: "rain_1h", value: "rain" },
  ],
};
const mapped = (mapping: MappingInput) => mappedReader(mappingSchema.parse(mapping), ["#"]);

test.each([
  ['{"id":"a","level":nan,"rain":3}', [3], [["not_finite", 0]]],
  ['{"id":"a","level":6.87,"rain":-Infinity}', [6.87], [["not_finite", 0]]],
  ['{"id":"a","level":6.87,"rain":3}\0', [6.87, 3], []],
  ['{"id":"a","level":6,87,"rain":1,234}', [6.87], [["ambiguous_number", 0]]],
  ['{"id":"a","level":,"rain":3}', [3], [["missing_value", 0]]],
  ['{"id":"nan","level":1,"other":nan}', [1], []],
  ['{"id":"a","level":1}\n{"id":"b","level":\n{"id":"c","level":3}\n', [1, 3], [["invalid_json", 1]]],
] as [string, number[], unknown[]][])("a mapping reads %j", (text, values, refused) => {
  expect(read(mapped(station), "x", text)).toMatchObject({ values, refused, adds: true });
});

test("a list keeps the neighbours of a bad element, also when it breaks off", () => {
  const list = mapped({ ...station, each: "[*]" });
  const bad = '[{"id":"a","level":1},{"id":"b","level":2 "x"},{"id":"c","level":3}]';
  expect(read(list, "x", bad)).toMatchObject({ values: [1, 3], refused: [["wrong_type", 1]] });
  for (const reader of [list, mapped(station)])
    expect(read(reader, "x", '[{"id":"a","level":1},{"id":"b","level":2},{"id":"c","le')).toMatchObject({
      values: [1, 2],
      refused: [["invalid_json", 1]],
    });
});

test("JSON within a text keeps its neighbours too, and a default does not fill what broke", () => {
  const inner = mapped({
    each: "(json)[*]",
    asset: "id",
    readings: [{ metric: "rain_1h", value: { path: "rain", default: 0 } }],
  });
  const text = JSON.stringify('[{"id":"a","rain":nan},{"id":"b","rain":2},{"id":"c" "rain":3}]');
  expect(read(inner, "x", text)).toMatchObject({
    values: [2],
    refused: [
      ["not_finite", 0],
      ["unknown_asset", 2],
    ],
  });
});

test("a mapping may read a message that is one bare number", () => {
  const bare = mapped({ asset: { const: "x" }, readings: [{ metric: "water_level", value: "$" }] });
  expect(read(bare, "x", "6.87").values).toEqual([6.87]);
  expect(read(bare, "x", "6,87 m")).toMatchObject({ values: [6.87], units: ["m"] });
  expect(read(bare, "x", "null").refused).toEqual([["missing_value", 0]]);
});

test("the default topic reads texts as a person would write them, by the feed's notation", () => {
  const at = (text: string, numbers?: "comma" | "point") => {
    const { values, units, refused } = read(topicReader("f", numbers), "ioc/f/g/water_level", text);
    return refused[0]?.[0] ?? [values[0], units[0]];
  };
  expect(at("6,87")).toEqual([6.87, undefined]);
  expect(at('{"v":"687 cm"}')).toEqual([687, "cm"]);
  expect(at('{"v":"6,87","u":"m"}')).toEqual([6.87, "m"]);
  expect(at('{"v":"687 cm","u":"m"}')).toBe("unknown_unit");
  expect(at('{"v":"1.234"}')).toBe("ambiguous_number");
  expect(at('{"v":"1.234"}', "comma")).toEqual([1234, undefined]);
  expect(at("1.234")).toEqual([1.234, undefined]);
  expect(at("1.234", "comma")).toEqual([1234, undefined]);
  expect(at('{"v":1.234}', "comma")).toEqual([1.234, undefined]);
  expect(at("1,234")).toBe("ambiguous_number");
  expect(at("1,234", "point")).toEqual([1234, undefined]);
});

test("a SenML pack keeps the neighbours of a bare nan and of a broken record", () => {
  const pack =
    '[{"bn":"g/","n":"water_level","v":1},{"n":"rain_1h","v":nan},{"n":"discharge" "v":3},{"n":"rain_1h","v":2}]';
  expect(read(topicReader("f"), "ioc/f/senml", pack)).toMatchObject({
    values: [1, 2],
    refused: [
      ["not_finite", 1],
      ["wrong_shape", 2],
    ],
  });
  expect(read(topicReader("f"), "ioc/f/senml", pack.slice(0, -5))).toMatchObject({ values: [1] });
});

test("a push keeps the neighbours of a bad element and of a bad line", () => {
  const push: Reader = (raw, out) => {
    const body = parseJson(raw.payload, raw.size);
    readPush(body instanceof Several ? body.items.flat() : (body as unknown[]), { now: NOW }, out);
  };
  const item = (v: string) => `{"asset":"g","metric":"water_level","v":${v}}`;
  expect(read(push, "http", `[${item("1")},${item("NaN")},${item("3")}]`)).toMatchObject({
    values: [1, 3],
    refused: [["not_finite", 1]],
  });
  expect(read(push, "http", `${item("1")}\n${item('"')}\n${item('"6,87"')}`)).toMatchObject({
    values: [1, 6.87],
    refused: [["invalid_json", 1]],
  });
});

test("a place keeps its place when speed or course is wrong, which is counted", () => {
  const at = (body: object) => read(topicReader("f"), "ioc/f/v/position", JSON.stringify(body));
  expect(at({ lat: "13,770", lon: "109°15'E", speed: "fast", course: 5 })).toMatchObject({
    values: [[13.77, 109.25]],
    refused: [["wrong_type", 0]],
    adds: true,
  });
});

test("two topics never run into one series unasked", () => {
  const collector = new Collector(new AddressBook());
  const through = (reader: Reader, topic: string, v: number) => {
    const payload = Buffer.from(JSON.stringify({ unit: 3, level: v }));
    const intake = new Intake("f", { origin: topic, payload, ticket: { settle() {} } });
    collector.begin(intake);
    reader({ topic, payload, size: payload.length, now: NOW }, collector);
    return intake.errors[0]?.reason ?? collector.take(NOW).readings.map((d) => d.value);
  };
  const unit: MappingInput = { ...station, asset: "unit" };
  const reader = mapped(unit);
  expect(through(reader, "gw/1", 5.1)).toEqual([5.1]);
  expect(through(reader, "gw/2", 7.9)).toBe("identity_collision");
  expect(through(reader, "gw/1", 5.2)).toEqual([5.2]);
  collector.book.forget();
  expect(through(reader, "gw/2", 7.9)).toBe("identity_collision");
  expect(through(mapped({ ...unit, sharedTopics: true }), "gw/2", 5.2)).toEqual([5.2]);
  const joined = mapped({ ...unit, asset: { join: [{ topicLevel: 1 }, "unit"] } });
  expect(through(joined, "gw/1", 5.1)).toEqual([5.1]);
  expect(through(joined, "gw/2", 7.9)).toEqual([7.9]);
});
