import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Bench, openBench, screen, signedIn } from "./testing.ts";

type Seen = { method: string; url: string; headers: IncomingMessage["headers"]; bytes: number };
type Answer = { status: number; headers?: Record<string, string>; body?: string; early?: boolean };

let bench: Bench;
let ingest: Server;
let seen: Seen[];
let answer: Answer;

beforeAll(async () => {
  ingest = createServer(async (request, response) => {
    let bytes = 0;
    if (!answer.early) for await (const part of request) bytes += (part as Buffer).length;
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, bytes });
    response.writeHead(answer.status, answer.headers).end(answer.body ?? "");
  });
  await new Promise<void>((done) => ingest.listen(0, "127.0.0.1", done));
  bench = await openBench({ ingestUrl: `http://127.0.0.1:${(ingest.address() as AddressInfo).port}` });
});
beforeEach(() => {
  seen = [];
  answer = { status: 200, body: '{"stored":1}' };
});
afterAll(async () => {
  ingest.close();
  await bench.close();
});

const push = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${bench.address}/api/feeds/thuy-van/readings?x=1`, {
    method: "POST",
    body,
    headers: { authorization: "Bearer abc", "content-type": "application/json", ...headers },
  });

describe("a push", () => {
  it("reaches ingest with its token, its type and its sender, and brings back the answer", async () => {
    answer = { status: 200, headers: { "content-type": "application/json" }, body: '{"stored":3}' };
    const response = await push("[1,2,3]", { "x-forwarded-for": "6.6.6.6", cookie: "a=b" });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ stored: 3 });
    expect(seen[0]).toMatchObject({ method: "POST", url: "/api/feeds/thuy-van/readings", bytes: 7 });
    expect(seen[0]?.headers).toMatchObject({
      authorization: "Bearer abc",
      "content-type": "application/json",
    });
    expect(seen[0]?.headers["x-forwarded-for"]).toBe("127.0.0.1");
    expect(seen[0]?.headers.cookie).toBeUndefined();
  });

  it("is passed on whole when it is big", async () => {
    await push("x".repeat(3_000_000));
    expect(seen[0]?.bytes).toBe(3_000_000);
  });

  it.each([
    [503, { "retry-after": "5" }],
    [401, { "www-authenticate": "Bearer" }],
    [405, { allow: "POST" }],
  ])("hears the refusal %d with what goes with it", async (status, headers) => {
    answer = { status, headers: headers as unknown as Record<string, string> };
    const response = await push("1");
    expect(response.status).toBe(status);
    for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value);
  });

  it("hears a refusal that comes before its body was read, and the next request is read right", async () => {
    answer = { status: 413, early: true };
    for (let i = 0; i < 20; i++) expect((await push("x".repeat(2_000_000))).status).toBe(413);
    answer = { status: 200, body: "{}" };
    expect((await push("[1]")).status).toBe(200);
  });

  it("is told to come again when ingest is away", async () => {
    const lonely = await openBench({ ingestUrl: "http://127.0.0.1:1" });
    const response = await fetch(`${lonely.address}/api/feeds/a/readings`, { method: "POST", body: "1" });
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    await lonely.close();
  });

  it.each(["/api/feeds/a%2Fb/readings", "/api/feeds/../health/readings", "/api/feeds//readings"])(
    "%s is none",
    async (path) => {
      await fetch(bench.address + path, { method: "POST", body: "1" });
      expect(seen).toEqual([]);
    },
  );
});

describe("metrics", () => {
  const read = (headers: Record<string, string> = {}) => fetch(`${bench.address}/metrics`, { headers });

  it("are read with the token and by an administrator, in Prometheus' words", async () => {
    const response = await read({ authorization: `Bearer ${bench.metricsToken}` });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    const text = await response.text();
    expect(text).toMatch(/^haidang_realtime_picture_live 1$/m);
    expect(text).toMatch(/^haidang_realtime_process_resident_memory_bytes \d+$/m);
    expect((await read({ cookie: await signedIn(bench, "admin") })).status).toBe(200);
  });

  it("are refused to everybody else", async () => {
    const others = [
      {},
      { authorization: "Bearer wrong" },
      { authorization: `Basic ${bench.metricsToken}` },
      { cookie: await signedIn(bench, "lead") },
      { cookie: (await screen(bench)).cookie },
    ];
    for (const headers of others) expect((await read(headers as Record<string, string>)).status).toBe(401);
  });
});

describe("every answer", () => {
  it("carries the security headers, and a new nonce each time", async () => {
    const [one, two] = await Promise.all([fetch(bench.address), fetch(bench.address)]);
    const policy = one.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic'/);
    expect(policy).not.toContain("unsafe-eval");
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(two.headers.get("content-security-policy")).not.toBe(policy);
    expect(one.headers.get("x-content-type-options")).toBe("nosniff");
    expect(one.headers.get("x-powered-by")).toBeNull();
  });

  it("says to wait while the pages are prepared", async () => {
    const response = await fetch(bench.address);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("2");
  });
});

describe("a body for the pages", () => {
  const asked = (init: RequestInit) => fetch(`${bench.address}/api/setup`, { method: "POST", ...init });

  it("that is longer than any page sends is refused before it is read", async () => {
    const response = await asked({ body: "x".repeat(1024 * 1024 + 1) });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ ok: false, reason: "too_large" });
  });

  it("that does not say how long it is is refused", async () => {
    const status = await new Promise<number | undefined>((told, failed) => {
      const call = request(`${bench.address}/api/setup`, { method: "POST" }, (answer) => {
        told(answer.statusCode);
        call.destroy();
      });
      call.on("error", failed);
      // No length is known yet: it goes out in chunks, and never ends.
      call.write("x");
    });
    expect(status).toBe(411);
  });

  it("of a usual length goes on to them", async () => {
    // No pages are served here yet: who is let so far is told so.
    expect((await asked({ body: "x".repeat(200_000) })).status).toBe(503);
  });
});
