import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { MappingFault, rowReader } from "./mapping.ts";
import { type ReplayOptions, readArguments } from "./options.ts";
import { paceOf } from "./pace.ts";
import { emptyTally, play } from "./play.ts";
import { openRecording } from "./recording.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, ...lines: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

function options(...args: string[]): ReplayOptions {
  const asked = readArguments(args);
  if (asked.kind !== "replay") throw new Error(JSON.stringify(asked));
  return asked.options;
}

function problems(...args: string[]): string[] {
  const asked = readArguments(args);
  return asked.kind === "wrong" ? asked.problems : [];
}

type Sent = { topic: string; body: Record<string, unknown> };

async function played(
  given: ReplayOptions,
  signal = new AbortController().signal,
  heard: (count: number) => void = () => {},
) {
  const recording = await openRecording(given.file, given.delimiter);
  const sent: Sent[] = [];
  const tally = emptyTally();
  await play({
    recording,
    reader: rowReader(given, recording.columns),
    course: given,
    signal,
    tally,
    send: async (topic, payload) => heard(sent.push({ topic, body: JSON.parse(payload) })),
  });
  return { sent, tally };
}

describe("the command line", () => {
  test("tells every problem at once", () => {
    expect(problems("f.csv", "--speed", "0", "--shift", "later", "--rows", "x", "--lat", "a")).toEqual([
      "positions need both --lat and --lon",
      expect.stringContaining("--speed"),
      expect.stringContaining("--shift"),
      expect.stringContaining("--rows"),
      expect.stringContaining("which column holds the time"),
      expect.stringContaining("what to send"),
    ]);
  });

  test("asks for help with nothing or --help, also behind npm's --", () => {
    for (const args of [[], ["--help"], ["--", "-h"]]) expect(readArguments(args).kind).toBe("help");
  });

  test("refuses what would send the same times twice", () => {
    const base = ["f.csv", "--time", "t", "--map", "v=a/water_level"];
    expect(problems(...base, "--loop", "--shift", "none")[0]).toContain("--loop");
    expect(problems(...base, "--speed", "max")[0]).toContain("--shift end");
    expect(problems(...base, "--asset", "a", "--asset-column", "b")[0]).toContain("not both");
    expect(problems(...base, "--unknown")[0]).toContain("--unknown");
  });
});

describe("the mapping", () => {
  const columns = ["time", "level", "qc", "who"];
  const fault = (...args: string[]) => {
    try {
      rowReader(options("f.csv", ...args), columns);
    } catch (error) {
      if (error instanceof MappingFault) return error.problems.join("\n");
      throw error;
    }
    return "";
  };

  test("names the missing column, offers the nearest and lists what there is", () => {
    const text = fault("--time", "tme", "--map", "levl=tram-1/water_level");
    expect(text).toContain('there is no column "tme"; did you mean "time"?');
    expect(text).toContain('there is no column "levl"; did you mean "level"?');
    expect(text).toContain('the file has: "time", "level", "qc", "who"');
  });

  test("names unknown metrics, bad assets, formats and zones", () => {
    expect(fault("--time", "time", "--map", "level=tram-1/watr_level")).toContain(
      'did you mean "water_level"?',
    );
    expect(fault("--time", "time", "--map", "level=trạm/water_level")).toContain(
      'asset "trạm" is no identifier',
    );
    expect(fault("--time", "time", "--map", "level=water_level")).toContain("which asset");
    const format = ["--time", "time", "--map", "level=a/water_level", "--time-format", "HH:mm"];
    expect(fault(...format)).toContain("must hold yyyy, MM and dd");
    expect(fault("--time", "time", "--map", "level=a/water_level", "--zone", "Mars/Base")).toContain(
      "is not a time zone",
    );
  });
});

describe("playing", () => {
  test("a wide file with hours 01–24 of another zone; sentinels pass untouched, empty cells are left out", async () => {
    const path = await file(
      "wide.csv",
      "ymdh,wl_1,rf_1",
      "2018010123,.69,0",
      "2018010124,-9999,",
      "2018010201,NA,1.5",
    );
    const { sent, tally } = await played(
      options(
        path,
        "--time",
        "ymdh",
        "--time-format",
        "yyyyMMddHH",
        "--zone",
        "Asia/Seoul",
        "--shift",
        "none",
        "--speed",
        "max",
        "--map",
        "wl_1=song-1/water_level",
        "--map",
        "rf_1=song-1/rain_1h",
      ),
    );
    const midnight = Date.parse("2018-01-02T00:00:00+09:00");
    expect(sent).toEqual([
      { topic: "ioc/phat-lai/song-1/water_level", body: { v: 0.69, t: midnight - 3_600_000 } },
      { topic: "ioc/phat-lai/song-1/rain_1h", body: { v: 0, t: midnight - 3_600_000 } },
      { topic: "ioc/phat-lai/song-1/water_level", body: { v: -9999, t: midnight } },
      { topic: "ioc/phat-lai/song-1/rain_1h", body: { v: 1.5, t: midnight + 3_600_000 } },
    ]);
    expect(tally).toMatchObject({ rows: 3, sent: 4, skipped: { empty: 2 } });
  });

  test("a time from several columns, a unit, and a doubtful word", async () => {
    const path = await file(
      "air.csv",
      "Year,Month,Day,Hour,Raw Conc.,QC Name",
      "2016,01,01,23,-999.0,Missing",
      "2016,01,02,00,81,Valid",
    );
    const { sent } = await played(
      options(
        path,
        "--time",
        "{Year}-{Month}-{Day} {Hour}:00",
        "--time-format",
        "yyyy-MM-dd HH:mm",
        "--zone",
        "Asia/Ho_Chi_Minh",
        "--map",
        "Raw Conc.=hanoi/pm2_5@UG/M3",
        "--quality",
        "QC Name=Valid",
        "--shift",
        "none",
        "--speed",
        "max",
      ),
    );
    const midnight = Date.parse("2016-01-02T00:00:00+07:00");
    expect(sent.map(({ body }) => body)).toEqual([
      { v: -999, u: "UG/M3", q: "Missing", t: midnight - 3_600_000 },
      { v: 81, u: "UG/M3", t: midnight },
    ]);
  });

  test("a long file with decimal commas; an unknown metric in a row is counted, not sent", async () => {
    const path = await file(
      "long.csv",
      "t;tram;chi_so;gia_tri;don_vi",
      "2026-11-21T00:00:00Z;a-1;water_level;4,27;m",
      "2026-11-21T00:00:00Z;a-1;phep_la;1;m",
      "2026-11-21T00:00:00Z;;water_level;1;m",
    );
    const { sent, tally } = await played(
      options(
        path,
        "--delimiter",
        ";",
        "--decimal-comma",
        "--time",
        "t",
        "--asset-column",
        "tram",
        "--metric-column",
        "chi_so",
        "--value-column",
        "gia_tri",
        "--unit-column",
        "don_vi",
        "--shift",
        "none",
        "--speed",
        "max",
      ),
    );
    expect(sent).toEqual([
      {
        topic: "ioc/phat-lai/a-1/water_level",
        body: { v: 4.27, u: "m", t: Date.parse("2026-11-21T00:00:00Z") },
      },
    ]);
    expect(tally.skipped).toEqual({ unknown_metric: 1, bad_asset: 1 });
  });

  test("positions keep what is there and leave out what is not", async () => {
    const path = await file(
      "bus.csv",
      "id,when,lat,lon,bearing",
      "4716,2026-01-26 15:57:02,53.44451,-2.925173,",
      "4716,2026-01-26 15:57:24,53.445026,-2.923543,53",
      "4716,2026-01-26 15:57:48,,,53",
    );
    const { sent, tally } = await played(
      options(
        path,
        "--time",
        "when",
        "--zone",
        "Europe/London",
        "--asset-column",
        "id",
        "--prefix",
        "bus-",
        "--lat",
        "lat",
        "--lon",
        "lon",
        "--course-column",
        "bearing",
        "--shift",
        "none",
        "--speed",
        "max",
      ),
    );
    expect(sent.map(({ topic }) => topic)).toEqual(Array(2).fill("ioc/phat-lai/bus-4716/position"));
    expect(sent[0]?.body).not.toHaveProperty("course");
    expect(sent[1]?.body).toMatchObject({ lat: 53.445026, course: 53 });
    expect(tally.skipped).toEqual({ empty: 1 });
  });

  test("keeps pace: a recorded minute in 60 ms at speed 1000, stamped with the time of sending", async () => {
    const path = await file("pace.csv", "t,v", ...[0, 60, 120, 180].map((s) => `${1_700_000_000 + s},1`));
    const before = Date.now();
    const { sent } = await played(
      options(path, "--time", "t", "--speed", "1000", "--map", "v=a/water_level"),
    );
    const took = Date.now() - before;
    expect(took).toBeGreaterThanOrEqual(175);
    expect(took).toBeLessThan(1_500);
    const times = sent.map(({ body }) => Number(body.t));
    expect(times[0]).toBeGreaterThanOrEqual(before);
    expect(times.map((t) => t - (times[0] ?? 0))).toEqual([0, 60, 120, 180]);
  });

  test("with the last row now it keeps its own spacing", async () => {
    const path = await file("end.csv", "t,v", "2020-01-01T00:00:00Z,1", "2020-01-01T06:00:00Z,2");
    const { sent } = await played(
      options(path, "--time", "t", "--speed", "max", "--shift", "end", "--map", "v=a/water_level"),
    );
    const [first = 0, last = 0] = sent.map(({ body }) => Number(body.t));
    expect(last - first).toBe(6 * 3_600_000);
    expect(Math.abs(Date.now() - last)).toBeLessThan(5_000);
  });

  test("a loop goes on with later times until it is stopped", async () => {
    const path = await file("loop.csv", "t,v", "1700000000,1", "1700000010,2");
    const stop = new AbortController();
    const given = options(path, "--time", "t", "--speed", "1000", "--loop", "--map", "v=a/water_level");
    const { sent, tally } = await played(given, stop.signal, (count) => count >= 8 && stop.abort());
    expect(tally.rounds).toBeGreaterThan(2);
    const times = sent.map(({ body }) => Number(body.t));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test("a loop over nothing ends", async () => {
    const path = await file("none.csv", "t,v", "yesterday,1");
    const { tally } = await played(options(path, "--time", "t", "--loop", "--map", "v=a/water_level"));
    expect(tally).toMatchObject({ rows: 1, sent: 0, skipped: { no_time: 1 } });
  });

  test("a row limit, a broken file, a sender that fails", async () => {
    const path = await file(
      "rows.csv",
      "t,v",
      ...Array.from({ length: 50 }, (_, i) => `${1_700_000_000 + i},${i}`),
    );
    const args = ["--time", "t", "--shift", "none", "--speed", "max", "--map", "v=a/water_level"];
    expect((await played(options(path, ...args, "--rows", "7"))).sent).toHaveLength(7);
    await expect(openRecording(join(folder, "absent.csv"), ",")).rejects.toThrow(/ENOENT/);
    const given = options(path, ...args);
    const recording = await openRecording(path, ",");
    const failing = play({
      recording,
      reader: rowReader(given, recording.columns),
      course: given,
      tally: emptyTally(),
      signal: new AbortController().signal,
      send: async () => {
        throw new Error("not authorised");
      },
    });
    await expect(failing).rejects.toThrow("not authorised");
  });
});

test("pace without a clock: as recorded at any speed", () => {
  const pace = paceOf({ speed: 10, shift: "none" }, { first: 1000, last: 2000 }, 5000);
  expect(pace.stamp(2000)).toBe(2000);
  expect(pace.due(2000)).toBe(5100);
});

describe("npm run replay on a real broker", () => {
  let broker: TestBroker;
  beforeAll(async () => {
    broker = await testBroker();
  });
  afterAll(() => broker?.remove());

  function command(...args: string[]): Promise<{ code: number | null; text: string }> {
    const script = join(import.meta.dirname, "../../deploy/local/replay.ts");
    const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
    return new Promise((resolve) => child.on("exit", (code) => resolve({ code, text })));
  }

  test("every message arrives and the summary counts them", async () => {
    const path = await file(
      "real.csv",
      "t,v",
      ...Array.from({ length: 3000 }, (_, i) => `${1_700_000_000 + i},${i}`),
    );
    const url = await broker.addDevice("player", ["thu-nghiem"]);
    const reader = await mqtt.connectAsync(broker.url);
    const heard: number[] = [];
    reader.on("message", (_topic, payload) => heard.push(JSON.parse(payload.toString()).v));
    await reader.subscribeAsync("ioc/thu-nghiem/#", { qos: 1 });
    const args = [
      "--url",
      url,
      "--feed",
      "thu-nghiem",
      "--time",
      "t",
      "--map",
      "v=a/discharge",
      "--shift",
      "end",
      "--speed",
      "max",
    ];
    const { code, text } = await command(path, ...args);
    expect(text).toContain("done: 3000 rows read, 3000 messages acknowledged");
    expect(code).toBe(0);
    for (const end = Date.now() + 5_000; heard.length < 3000 && Date.now() < end; )
      await new Promise((r) => setTimeout(r, 50));
    expect(heard).toEqual(Array.from({ length: 3000 }, (_, i) => i));
    await reader.endAsync();
  });

  test("says what is wrong with the mapping or the broker and how to go on", async () => {
    const path = await file("wrong.csv", "t,v", "1,1");
    expect(await command(path, "--time", "x", "--map", "v=a/discharge")).toMatchObject({
      code: 64,
      text: expect.stringContaining('there is no column "x"'),
    });
    const nobody = await command(
      path,
      "--time",
      "t",
      "--map",
      "v=a/discharge",
      "--url",
      "mqtt://127.0.0.1:9",
    );
    expect(nobody.code).toBe(1);
    expect(nobody.text).toContain("The broker does not take us: 127.0.0.1:9.");
  });
});
