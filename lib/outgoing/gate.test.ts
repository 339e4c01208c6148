import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isInner, isNever, type Nets, readNets } from "./address.ts";
import { type OutgoingError, openGate, type Resolver } from "./gate.ts";

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
const closed = openGate({ allow: [] });
/** As tests open it: their servers run here. */
const { request } = openGate({ allow: [], loopback: true });
const resolving = (resolve: Resolver, allow: Nets = []) => openGate({ allow, resolve });
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

describe("addresses that are never reached", () => {
  test.each([
    "127.0.0.1",
    "0.0.0.0",
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "239.1.1.1",
    "localhost",
  ])("%s", (address) => expect(isNever(address)).toBe(true));

  test.each(["10.1.2.3", "192.168.1.1", "fd12::1", "8.8.8.8", "::ffff:10.0.0.1", "2606:4700::1111"])(
    "%s is none of them",
    (address) => expect(isNever(address)).toBe(false),
  );

  test("the setting takes networks of one's own, and none of these", () => {
    expect(readNets("")).toEqual([]);
    expect(readNets("10.1.2.0/24, 192.168.7.5,fd12::/48")).toEqual([
      ["10.1.2.0", 24],
      ["192.168.7.5", 32],
      ["fd12::", 48],
    ]);
    for (const wrong of [
      "127.0.0.1",
      "169.254.169.254",
      "::1",
      "0.0.0.0/0",
      "10.0.0.0/7",
      "mail.vn",
      "10.1.2.0/33",
      "::/0",
    ])
      expect(readNets(wrong), wrong).toBeUndefined();
  });
});

describe("a request outside", () => {
  test("never reaches this machine, however its address is written, and says nothing of it", async () => {
    hits = [];
    // 2130706433 and 0x7f.1 are the same address.
    for (const host of ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"]) {
      const error = await closed.request(at("/", host)).catch((fault: OutgoingError) => fault);
      expect(error).toMatchObject({ code: "inner_address" });
      expect(`${(error as Error).message} ${(error as Error).cause}`).not.toMatch(/127|localhost|7f/);
    }
    expect(hits).toEqual([]);
    expect(await request(at("/"))).toMatchObject({ status: 200, body: "ok", inner: true });
  });

  test("goes inside only where the environment's list has the address", async () => {
    const reaches = async (address: string, allow: Nets, reach?: "outside" | "named") => {
      const family = address.includes(":") ? 6 : 4;
      // The address is judged, and nothing is there to take the connection within the time.
      const gate = resolving((_, __, done) => done(null, [{ address, family }]), allow);
      return codeOf(gate.request({ ...at("/", "x.example"), timeoutMs: 50, reach }));
    };
    const list: Nets = [["10.255.255.0", 24]];
    expect(await reaches("10.255.255.1", list)).toBe("unreachable");
    expect(await reaches("::ffff:10.255.255.1", list)).toBe("unreachable");
    expect(await reaches("10.255.254.1", list)).toBe("inner_address");
    expect(await reaches("10.255.255.1", [])).toBe("inner_address");
    expect(await reaches("10.255.255.1", list, "outside")).toBe("inner_address");
    expect(await reaches("10.255.255.1", [], "named")).toBe("unreachable");
    for (const never of ["127.0.0.1", "169.254.169.254", "::1"])
      expect(await reaches(never, [[never, never.includes(":") ? 128 : 32]], "named"), never).toBe(
        "inner_address",
      );
  });

  test("judges the very address that it connects to: a name that changes its meaning gains nothing", async () => {
    const answers = ["93.184.216.34", "127.0.0.1"];
    let asked = 0;
    const rebinding: Resolver = (_, __, done) =>
      done(null, [{ address: answers[Math.min(asked++, 1)] as string, family: 4 }]);
    // A check beforehand would have seen the first answer; the connection gets the second.
    rebinding("x.example", { all: true }, () => {});
    hits = [];
    expect(await codeOf(resolving(rebinding).request(at("/", "x.example")))).toBe("inner_address");
    expect(asked).toBe(2);
    const mixed: Resolver = (_, __, done) =>
      done(null, [
        { address: "93.184.216.34", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ]);
    expect(await codeOf(resolving(mixed).request(at("/", "x.example")))).toBe("inner_address");
    expect(hits).toEqual([]);
  });

  test("tells no closed port from a silent one, nor from one that speaks something else", async () => {
    const other = net.createServer((socket) => void socket.end("220 mail ESMTP\r\n"));
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const speaking = (other.address() as AddressInfo).port;
    const said = async (url: string) =>
      request({ method: "GET", url, timeoutMs: 150 }).then(String, ({ code, message }: OutgoingError) => ({
        code,
        message,
      }));
    const closedPort = await said("http://127.0.0.1:1/");
    expect(closedPort).toMatchObject({ code: "unreachable" });
    expect(await said(at("/slow").url)).toEqual(closedPort);
    expect(await said(`http://127.0.0.1:${speaking}/`)).toEqual(closedPort);
    expect(await said(at("/large").url)).toEqual(closedPort);
    other.close();
  });

  test("follows no redirect", async () => {
    hits = [];
    expect(await request(at("/redirect"))).toMatchObject({ status: 302 });
    expect(hits).toEqual(["/redirect"]);
  });

  test("refuses what is no http address", async () => {
    for (const url of ["file:///etc/passwd", "ftp://a/b", "http://user:pass@a/", "x"])
      expect(await codeOf(closed.request({ method: "GET", url })), url).toBe("bad_address");
  });
});

test("a connection for another protocol goes by the same rules", async () => {
  expect(await codeOf(closed.connect({ host: "127.0.0.1", port }))).toBe("inner_address");
  expect(await codeOf(closed.connect({ host: "localhost", port }))).toBe("inner_address");
  const here = openGate({ allow: [], loopback: true });
  const line = await here.connect({ host: "127.0.0.1", port });
  expect(line.inner).toBe(true);
  line.socket.destroy();
  expect(await codeOf(here.connect({ host: "127.0.0.1", port: 1 }))).toBe("unreachable");
});
