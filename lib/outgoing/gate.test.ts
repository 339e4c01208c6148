import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isInner, type OutgoingError, type Resolver, request } from "./outgoing.ts";

let server: http.Server;
let port: number;
let hits: string[] = [];

beforeAll(async () => {
  server = http.createServer((incoming, response) => {
    hits.push(incoming.url ?? "");
    if (incoming.url === "/redirect") response.writeHead(302, { location: "/secret" }).end();
    else if (incoming.url === "/large") response.end(Buffer.alloc(200_000));
    else if (incoming.url !== "/slow") response.end("ok");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const at = (path: string, host = "127.0.0.1") => ({ method: "GET", url: `http://${host}:${port}${path}` });
const inside = (path: string) => ({ ...at(path), allowInner: true });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "answered",
    (error: OutgoingError) => error.code,
  );

describe("inner addresses", () => {
  test.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "not an address",
  ])("%s", (address) => expect(isInner(address)).toBe(true));

  test.each(["8.8.8.8", "203.162.4.191", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is none", (address) =>
    expect(isInner(address)).toBe(false),
  );
});

describe("a request outside", () => {
  test("goes inside only where the row allows it", async () => {
    hits = [];
    expect(await codeOf(request(at("/")))).toBe("inner_address");
    expect(await codeOf(request(at("/", "localhost")))).toBe("inner_address");
    expect(await codeOf(request(at("/", "[::ffff:127.0.0.1]")))).toBe("inner_address");
    // Written otherwise, it is the same address.
    expect(await codeOf(request(at("/", "2130706433")))).toBe("inner_address");
    expect(await codeOf(request(at("/", "0x7f.1")))).toBe("inner_address");
    expect(hits).toEqual([]);
    expect(await request(inside("/"))).toMatchObject({ status: 200, body: "ok" });
  });

  test("judges the very address that it connects to: a name that changes its meaning gains nothing", async () => {
    const answers = ["93.184.216.34", "127.0.0.1"];
    let asked = 0;
    const rebinding: Resolver = (_, __, done) =>
      done(null, [{ address: answers[Math.min(asked++, 1)] as string, family: 4 }]);
    // A check beforehand would have seen the first answer; the connection gets the second.
    rebinding("x.example", { all: true }, () => {});
    hits = [];
    expect(await codeOf(request(at("/", "x.example"), rebinding))).toBe("inner_address");
    expect(asked).toBe(2);
    const mixed: Resolver = (_, __, done) =>
      done(null, [
        { address: "93.184.216.34", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ]);
    expect(await codeOf(request(at("/", "x.example"), mixed))).toBe("inner_address");
    expect(hits).toEqual([]);
  });

  test("follows no redirect", async () => {
    hits = [];
    expect(await request(inside("/redirect"))).toMatchObject({ status: 302 });
    expect(hits).toEqual(["/redirect"]);
  });

  test("breaks off what is too slow or too large", async () => {
    expect(await codeOf(request({ ...inside("/slow"), timeoutMs: 150 }))).toBe("timeout");
    expect(await codeOf(request(inside("/large")))).toBe("too_large");
  });

  test("refuses what is no http address", async () => {
    for (const url of ["file:///etc/passwd", "ftp://a/b", "http://user:pass@a/", "x"])
      expect(await codeOf(request({ method: "GET", url })), url).toBe("bad_address");
  });
});
