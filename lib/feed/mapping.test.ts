import { expect, test } from "vitest";
import { compileMapping } from "./compile.ts";
import { type MappingInput, mappingSchema } from "./mapping.ts";

type Found = Record<string, unknown>;

/** Everything that a mapping makes of one message, in order. */
function read(mapping: MappingInput, body: unknown, topic = ""): Found[] {
  const found: Found[] = [];
  compileMapping(mappingSchema.parse(mapping))(
    body,
    { levels: topic.split("/") },
    {
      reading: ({ asset, time, flagged }, metric, { value, unit }) =>
        found.push({
          asset,
          metric,
          value,
          ...(unit && { unit }),
          ...times(time),
          ...(flagged && { flagged }),
        }),
      position: ({ asset, time }, place) => found.push({ asset, ...place, ...times(time) }),
      record: (record) => found.push({ ...record, changedAt: new Date(record.changedAt).toISOString() }),
      refuse: (reason, detail) => found.push({ refused: reason, detail }),
    },
  );
  return found;
}

const times = (time: number) => (Number.isNaN(time) ? {} : { time: new Date(time).toISOString() });

test("Tasmota: device in the topic, local time without a zone", () => {
  const mapping: MappingInput = {
    asset: { topicLevel: 1 },
    time: { path: "Time", zone: "Asia/Ho_Chi_Minh" },
    readings: [
      { metric: "temperature", value: "AM2301.Temperature", unit: "°C" },
      { metric: "humidity", value: "AM2301.Humidity" },
      { metric: "water_level", value: { path: "SR04.Distance", expression: "(250 - value) / 100" } },
    ],
  };
  const time = "2025-11-19T06:30:00.000Z";
  const body = { Time: "2025-11-19T13:30:00", AM2301: { Temperature: 27.4, Humidity: 81 }, TempUnit: "C" };
  expect(read(mapping, body, "tele/kho-1/SENSOR")).toEqual([
    { asset: "kho-1", metric: "temperature", value: 27.4, unit: "°C", time },
    { asset: "kho-1", metric: "humidity", value: 81, time },
  ]);
  expect(read(mapping, { Time: "2025-11-19T13:30:00", SR04: { Distance: 100 } }, "tele/cong/SENSOR")).toEqual(
    [{ asset: "cong", metric: "water_level", value: 1.5, time }],
  );
});

test("Zigbee2MQTT: no time, words for states, names for what is no identifier", () => {
  const mapping: MappingInput = {
    asset: { topicLevel: 1, names: { "Kho lạnh 1": "kho-lanh-1" } },
    readings: [
      { metric: "temperature", value: "temperature" },
      { metric: "sos", value: { path: "contact", words: { OPEN: 1, CLOSED: 0 } } },
    ],
  };
  expect(
    read(mapping, { temperature: 4.5, contact: "OPEN", linkquality: 90 }, "zigbee2mqtt/Kho lạnh 1"),
  ).toEqual([
    { asset: "kho-lanh-1", metric: "temperature", value: 4.5 },
    { asset: "kho-lanh-1", metric: "sos", value: 1 },
  ]);
  expect(read(mapping, { temperature: 4.5 }, "zigbee2mqtt/Lạ")).toEqual([
    { refused: "unknown_asset", detail: "the message names no asset" },
  ]);
});

test("The Things Network: nanoseconds, zeros that are left out", () => {
  const mapping: MappingInput = {
    asset: "end_device_ids.device_id",
    time: "received_at",
    readings: [{ metric: "rain_10m", value: { path: "uplink_message.decoded_payload.rain", default: 0 } }],
  };
  const uplink = (decoded_payload: object) => ({
    end_device_ids: { device_id: "mua-07" },
    received_at: "2025-11-19T06:30:00.123456789Z",
    uplink_message: { decoded_payload },
  });
  const time = "2025-11-19T06:30:00.123Z";
  expect(read(mapping, uplink({ rain: 2.2 }))).toEqual([
    { asset: "mua-07", metric: "rain_10m", value: 2.2, time },
  ]);
  expect(read(mapping, uplink({}))).toEqual([{ asset: "mua-07", metric: "rain_10m", value: 0, time }]);
});

test("a default stands for a field that was left out, never for what should have held it", () => {
  const mapping: MappingInput = {
    asset: "id",
    readings: [{ metric: "rain_10m", value: { path: "object.payload.rain", default: 0 } }],
  };
  const missing = [{ refused: "missing_value", detail: "none of the mapped fields is there" }];
  for (const object of [{ port: 7 }, { payload: null }, { payload: "AQ==" }, null])
    expect(read(mapping, { id: "mua-07", object })).toEqual(missing);
  expect(read(mapping, { id: "mua-07" })).toEqual(missing);
  expect(read(mapping, { id: "mua-07", object: { payload: { rain: null } } })).toEqual([
    { refused: "missing_value", detail: "rain_10m" },
  ]);
  expect(read(mapping, { id: "mua-07", object: { payload: {} } })).toEqual([
    { asset: "mua-07", metric: "rain_10m", value: 0 },
  ]);
  const inText: MappingInput = {
    ...mapping,
    readings: [{ metric: "rain_10m", value: { path: "d(json)", default: 0 } }],
  };
  expect(read(inText, { id: "mua-07", d: "{broken" })).toEqual(missing);
  const named: MappingInput = { ...mapping, asset: { path: "who.id", default: "gop-chung" } };
  expect(read(named, { object: { payload: {} } })).toEqual([
    { refused: "unknown_asset", detail: "the message names no asset" },
  ]);
});

test("numbers as texts: what is ambiguous is refused until the mapping says how the source writes", () => {
  const mapping: MappingInput = { asset: { const: "ho-1" }, readings: [{ metric: "discharge", value: "q" }] };
  const value = (q: unknown, more: Partial<MappingInput> = {}) => {
    const [found] = read({ ...mapping, ...more }, { q });
    return found?.refused ?? [found?.value, found?.unit];
  };
  expect(value("1.234,5")).toEqual([1234.5, undefined]);
  expect(value("1.234")).toBe("ambiguous_number");
  expect(value(1.234)).toEqual([1.234, undefined]);
  expect(value("1.234", { numbers: "comma" })).toEqual([1234, undefined]);
  expect(value("1.234", { numbers: "point" })).toEqual([1.234, undefined]);
  expect(value("−5")).toEqual([-5, undefined]);
  expect(value("−9999")).toBe("sentinel");
});

test("a unit behind the number is the reading's, and may not contradict the mapping", () => {
  const of = (reading: object, q: unknown) => {
    const [found] = read(
      { asset: { const: "ho-1" }, readings: [{ metric: "water_level", value: "q", ...reading }] },
      { q },
    );
    return found?.refused ?? [found?.value, found?.unit];
  };
  expect(of({}, "687 cm")).toEqual([687, "cm"]);
  expect(of({ unit: "cm" }, "687cm")).toEqual([687, "cm"]);
  expect(of({ unit: "m" }, "687cm")).toBe("unknown_unit");
  expect(of({ value: { path: "q", expression: "value / 100" } }, "687 cm")).toBe("unknown_unit");
  expect(of({ value: { path: "q", expression: "value + 1" }, unit: "cm" }, "687 cm")).toEqual([688, "cm"]);
  expect(of({ unit: { path: "u" } }, 687)).toBe("unknown_unit");
});

test("places: NMEA's degrees and minutes are declared, or refused as what they look like", () => {
  const place = (position: object, body: object) => {
    const [found] = read(
      { asset: { const: "tau-1" }, position: { lat: "la", lon: "lo", ...position } },
      body,
    );
    return found?.refused ? [found.refused, found.detail] : [found?.lat, found?.lon];
  };
  const nmea = { la: "1346.2000", lo: "10915.0000", ns: "N", ew: "E" };
  const declared = { degrees: "ddmm", latSide: "ns", lonSide: "ew" };
  expect(place(declared, nmea)).toEqual([expect.closeTo(13.77, 9), expect.closeTo(109.25, 9)]);
  expect(place(declared, { ...nmea, ns: "S" })[0]).toBeCloseTo(-13.77, 9);
  expect(place(declared, { ...nmea, ns: undefined })[0]).toBe("invalid_position");
  expect(place(declared, { ...nmea, la: "1366.2" })[0]).toBe("invalid_position");
  expect(place({}, nmea)).toEqual(["invalid_position", expect.stringContaining("ddmm")]);
  const hundredth = (path: string) => ({ path, expression: "value / 100" });
  expect(place({ lat: hundredth("la"), lon: hundredth("lo") }, nmea)).toEqual([
    "invalid_position",
    expect.stringContaining("ddmm"),
  ]);
  expect(place({}, { la: "13°46'12\"N", lo: "109,250 Đ" })).toEqual([
    expect.closeTo(13.77, 9),
    expect.closeTo(109.25, 9),
  ]);
});

test("AIS: what a ship does not know is counted and left out, the rest is kept", () => {
  const mapping: MappingInput = {
    asset: { path: "mmsi", prefix: "ais-" },
    position: { lat: "lat", lon: "lon", speed: "sog", course: "cog", speedUnit: "kn" },
  };
  expect(read(mapping, { mmsi: 574, lat: 13.77, lon: 109.25, sog: 102.3, cog: 360 })).toEqual([
    { refused: "sentinel", detail: "speed" },
    { refused: "sentinel", detail: "course" },
    { asset: "ais-574", lat: 13.77, lon: 109.25, speed: null, course: null },
  ]);
  expect(read(mapping, { mmsi: 574, lat: 91, lon: 181, sog: 7 })).toEqual([
    { refused: "sentinel", detail: "latitude" },
  ]);
  expect(read(mapping, { mmsi: 574, lat: 13.77, lon: 109.25, sog: "fast", cog: null })).toEqual([
    { refused: "wrong_type", detail: "speed" },
    { asset: "ais-574", lat: 13.77, lon: 109.25, speed: null, course: null },
  ]);
});

test("ChirpStack: the decoder's own names become metrics", () => {
  const mapping: MappingInput = {
    asset: { path: "deviceInfo.devEui", prefix: "lora-" },
    time: "time",
    readings: [
      { metric: "water_level", value: "object.level_mm", unit: "mm" },
      { metric: "battery_v", value: "object.bat", unit: "mV" },
    ],
    position: { lat: "object.gps.lat", lon: "object.gps.lng", speed: "object.gps.kn", speedUnit: "kn" },
  };
  const body = {
    time: "2025-11-19T06:30:00+00:00",
    deviceInfo: { devEui: "ac1f09fffe000001", deviceName: "x" },
    object: { level_mm: 1480, bat: 3600, gps: { lat: 13.78, lng: 109.22, kn: 10 } },
  };
  const time = "2025-11-19T06:30:00.000Z";
  const asset = "lora-ac1f09fffe000001";
  expect(read(mapping, body)).toEqual([
    { asset, metric: "water_level", value: 1480, unit: "mm", time },
    { asset, metric: "battery_v", value: 3600, unit: "mV", time },
    { asset, lat: 13.78, lon: 109.22, speed: 18.52, course: null, time },
  ]);
});

test("river service: lists in lists, codes for metrics, texts for numbers, a sentinel", () => {
  const mapping: MappingInput = {
    each: "value.timeSeries[*].values[*].value[*]",
    asset: { path: "^^sourceInfo.siteCode[0].value", prefix: "usgs-" },
    time: "dateTime",
    quality: { path: "qualifiers[0]", good: ["A", "P"] },
    readings: [
      {
        metric: {
          path: "^^variable.variableCode[0].value",
          names: { "00065": "water_level", "00060": "discharge" },
        },
        value: { path: "value", expression: "value * 0.3048" },
      },
    ],
    sentinels: [-999999],
  };
  const series = (site: string, code: string, value: object[]) => ({
    sourceInfo: { siteCode: [{ value: site }] },
    variable: { variableCode: [{ value: code }] },
    values: [{ value }],
  });
  const at = (hour: number, value: string, qualifiers = ["P"]) => ({
    value,
    qualifiers,
    dateTime: `2025-11-19T0${hour}:00:00.000-05:00`,
  });
  const body = {
    value: {
      timeSeries: [
        series("01", "00065", [at(1, "10"), at(2, "-999999"), at(3, "20", ["e"])]),
        series("02", "00011", [at(1, "5")]),
      ],
    },
  };
  expect(read(mapping, body)).toEqual([
    { asset: "usgs-01", metric: "water_level", value: 3.048, time: "2025-11-19T06:00:00.000Z" },
    { refused: "sentinel", detail: "water_level" },
    {
      asset: "usgs-01",
      metric: "water_level",
      value: 6.096,
      time: "2025-11-19T08:00:00.000Z",
      flagged: true,
    },
  ]);
});

test("national level service: JSON inside a JSON string, centimetres, -9999", () => {
  const mapping: MappingInput = {
    each: "(json)[*]",
    asset: { path: "StationNo", names: { "71556": "tv-thanh-hoa" } },
    when: { path: "StationNo", in: ["71556"] },
    time: { path: "DtDate", zone: "Asia/Ho_Chi_Minh" },
    readings: [{ metric: "water_level", value: "Value", unit: "cm" }],
  };
  const rows = [
    { StationNo: "71556", DtDate: "2025-11-19T13:00:00", Value: 701 },
    { StationNo: "71556", DtDate: "2025-11-19T14:00:00", Value: -9999 },
    { StationNo: "99999", DtDate: "2025-11-19T14:00:00", Value: 1 },
  ];
  expect(read(mapping, JSON.stringify(rows))).toEqual([
    {
      asset: "tv-thanh-hoa",
      metric: "water_level",
      value: 701,
      unit: "cm",
      time: "2025-11-19T06:00:00.000Z",
    },
    { refused: "sentinel", detail: "water_level" },
  ]);
  expect(read(mapping, "no json")).toEqual([{ refused: "wrong_shape", detail: "no list at (json)[*]" }]);
});

test("an asset may be several parts together, of which none may be missing", () => {
  const mapping: MappingInput = {
    asset: { join: [{ topicLevel: 1 }, "unit"], prefix: "mb-" },
    readings: [{ metric: "water_level", value: "v" }],
  };
  const asset = (topic: string, unit: unknown) => {
    const [found] = read(mapping, { unit, v: 5.1 }, topic);
    return found?.refused ?? found?.asset;
  };
  expect(asset("gw/GW-01/up", 3)).toBe("mb-GW-01 · 3");
  expect(asset("gw/GW-02/up", 3)).toBe("mb-GW-02 · 3");
  expect(asset("gw/a-b/up", "c")).not.toBe(asset("gw/a/up", "b-c"));
  expect(asset("gw/a · b/up", "c")).not.toBe(asset("gw/a/up", "b · c"));
  for (const unit of [undefined, "", null]) expect(asset("gw/GW-01/up", unit)).toBe("unknown_asset");
  expect(asset("gw/GW-01/up", {})).toBe("wrong_type");
  expect(() => mappingSchema.parse({ ...mapping, asset: { join: ["a"] } })).toThrow();
});

test("decimal comma and quoted names", () => {
  const mapping: MappingInput = {
    asset: { const: "tram-1" },
    readings: [{ metric: "pm2_5", value: { path: '["PM2,5"]', decimalComma: true } }],
  };
  expect(read(mapping, { "PM2,5": "4,27" })).toEqual([{ asset: "tram-1", metric: "pm2_5", value: 4.27 }]);
});

test("a row of a department becomes a record", () => {
  const mapping: MappingInput = {
    record: {
      type: "one_stop",
      key: "ma",
      state: { path: "trang_thai", names: { "Đã trả": "done" }, default: "open" },
      severity: "muc_do",
      outcome: { path: "ket_qua", names: { "đúng hạn": "on_time", "trễ hạn": "late" } },
      changedAt: { path: "cap_nhat", zone: "Asia/Ho_Chi_Minh" },
      openedAt: "nop_luc",
      dueAt: "hen_tra",
      title: "ten",
      attributes: { field: "linh_vuc", fee: "phi", raw: "nguoi" },
    },
  };
  const opened = new Date("2025-11-18T01:00:00Z");
  const row = {
    ma: "HS-1",
    trang_thai: "Đang xử lý",
    muc_do: 2,
    ket_qua: "đúng hạn",
    cap_nhat: "2025-11-19 13:30:00",
    nop_luc: opened,
    hen_tra: null,
    ten: "Cấp\0 phép \ud800",
    linh_vuc: "Đất đai",
    phi: 20.5,
    nguoi: { cmnd: "secret" },
  };
  expect(read(mapping, row)).toEqual([
    {
      type: "one_stop",
      key: "HS-1",
      state: "open",
      severity: 2,
      outcome: "on_time",
      changedAt: "2025-11-19T06:30:00.000Z",
      openedAt: opened.getTime(),
      dueAt: null,
      closedAt: null,
      agencyId: null,
      unitCode: null,
      lon: null,
      lat: null,
      title: "Cấp phép �",
      attributes: { field: "Đất đai", fee: 20.5 },
    },
  ]);
  const wrong = (change: object) => read(mapping, { ...row, ...change })[0];
  expect(wrong({ ma: "" })).toEqual({ refused: "invalid_record", detail: "key" });
  expect(wrong({ ma: "x".repeat(201) })).toEqual({ refused: "invalid_record", detail: "key" });
  expect(wrong({ muc_do: 9 })).toEqual({ refused: "invalid_record", detail: "severity" });
  expect(wrong({ cap_nhat: "soon" })).toEqual({ refused: "invalid_record", detail: "changedAt" });
  expect(wrong({ hen_tra: "soon" })).toEqual({ refused: "invalid_record", detail: "dueAt" });
  // What the mapping names and the row leaves out is not made up: it was not opened just now. Without a severity it is still a case.
  expect(wrong({ muc_do: undefined })).toMatchObject({ key: "HS-1", severity: 0 });
  expect(wrong({ nop_luc: undefined })).toEqual({ refused: "invalid_record", detail: "openedAt" });
  const placed = { ...mapping, record: { ...mapping.record, lat: "vi_do", lon: "kinh_do" } } as MappingInput;
  expect(read(placed, { ...row, vi_do: 0, kinh_do: 0 })).toMatchObject([
    { refused: "invalid_position" },
    { key: "HS-1", lon: null, lat: null },
  ]);
});
