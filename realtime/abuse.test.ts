import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as ask, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, openBench } from "./testing.ts";

let bench: Bench;
let folder: string;
/** What the pages were asked for, as they see it. */
let seen: IncomingMessage["headers"][] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "public-"));
  await writeFile(join(folder, "map.pmtiles"), Buffer.alloc(1_000, 1));
  const pages = {
    build: "x",
    async handle(request: IncomingMessage, response: { end(text: string): void }) {
      seen.push({ ...request.headers });
      for await (const _ of request);
      response.end("page");
    },
  };
  bench = await openBench({
    files: folder,
    pages: () => pages as never,
    slowest: { everyMs: 400, bytes: 100 },
    publicUrl: "https://ioc.example.vn",
  });
});
afterAll(async () => {
  await bench.close();
  await rm(folder, { recursive: true });
});

async function part(path: string, range: string) {
  seen = [];
  const answer = await fetch(bench.address + path, { headers: { range, "if-range": "x" } });
  await answer.text();
  return { status: answer.status, told: answer.headers.get("content-range"), asked: seen[0]?.range };
}

describe("a wish for a part of a file", () => {
  it.each(["bytes=0-99", "bytes=900-", "bytes=-5", "bytes=999-2000"])("%s is heard", async (range) => {
    expect(await part("/map.pmtiles", range)).toEqual({ status: 200, told: null, asked: range });
  });

  it.each(["bytes=1000-", "bytes=5000-6000", "bytes=-0", "bytes=999999999999999-"])(
    "%s is none that the file has",
    async (range) => {
      const answer = await part("/map.pmtiles?v=1", range);
      expect(answer).toEqual({ status: 416, told: "bytes */1000", asked: undefined });
    },
  );

  it.each([
    ["/map.pmtiles", "bytes=0-0,1-1,2-2"],
    ["/map.pmtiles", `bytes=${"0-,".repeat(1_000)}`],
    ["/map.pmtiles", "bytes=9-3"],
    ["/map.pmtiles", "bytes=-"],
    ["/map.pmtiles", "lines=1-2"],
    ["/map.pmtiles", "bytes=99999999999999999999-"],
    ["/desk", "bytes=0-1"],
    ["/../../etc/passwd", "bytes=0-1"],
    ["/%E0%A4%A", "bytes=0-1"],
    ["/%00", "bytes=0-1"],
  ])("of %s, %s is not passed on", async (path, range) => {
    expect(await part(path, range)).toEqual({ status: 200, told: null, asked: undefined });
  });
});

describe("a slow body", () => {
  /** ms until the line was closed; null: not within three seconds. */
  const closedAfter = (head: string, dripMs: number) =>
    new Promise<number | null>((done) => {
      const from = performance.now();
      const socket = connect(bench.realtime.port, "127.0.0.1", () => socket.write(head));
      const drip = setInterval(() => socket.write("x"), dripMs);
      const end = (after: number | null) => {
        clearInterval(drip);
        clearTimeout(late);
        socket.destroy();
        done(after);
      };
      const late = setTimeout(() => end(null), 3_000);
      socket.on("error", () => {});
      socket.on("close", () => end(performance.now() - from));
      socket.resume();
    });
  const post = (path: string, length: number) =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

  it("does not hold its line", async () => {
    expect(await closedAfter(post("/api/auth/sign-in/email", 500), 50)).not.toBeNull();
    expect(await closedAfter(post("/api/feeds/a/readings", 500_000), 50)).not.toBeNull();
  });

  it("is heard out when it comes fast enough, however long it is", async () => {
    const status = await new Promise<number | undefined>((done, failed) => {
      const headers = { "content-length": 4_000 };
      const call = ask(`${bench.address}/api/x`, { method: "POST", headers }, (answer) => {
        answer.resume();
        done(answer.statusCode);
      });
      call.on("error", failed);
      let sent = 0;
      const timer = setInterval(() => {
        call.write("x".repeat(200));
        sent += 200;
        if (sent < 4_000) return;
        clearInterval(timer);
        call.end();
      }, 40);
    });
    expect(status).toBe(200);
  });
});

it("browsers are told to keep to https where people come by it", async () => {
  const kept = (await fetch(`${bench.address}/desk`)).headers.get("strict-transport-security");
  expect(kept).toBe("max-age=31536000");
});
