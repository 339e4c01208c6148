import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SOCKET_PATH } from "#lib/protocol.ts";
import { makeCertificate } from "./certificate.ts";
import { type Bench, openBench, signedIn } from "./testing.ts";
import { followTls, readTls, SELF_SIGNED, type Tls } from "./tls.ts";

const NOW = Date.now();
let data: string;
let own: Tls;
let authority: string;
let bench: Bench;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "tls-"));
  own = await readTls({ setting: SELF_SIGNED, data, publicUrl: "https://ioc.example.vn", now: NOW });
  authority = await readFile(join(data, "tls", "authority.pem"), "utf8");
  bench = await openBench({ pem: own.pem, trusted: own.trusted });
});
afterAll(async () => {
  await bench?.close();
  await rm(data, { recursive: true });
});

const get = (port: number, ca: string) =>
  new Promise<{ status?: number; hsts?: string }>((done, failed) => {
    https
      .get({ host: "127.0.0.1", port, path: "/desk", ca, agent: false }, (answer) => {
        answer.resume();
        done({ status: answer.statusCode, hsts: answer.headers["strict-transport-security"] });
      })
      .on("error", failed);
  });
const shownAt = (port: number) =>
  new Promise<string>((done, failed) => {
    const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false }, () => {
      done(socket.getPeerX509Certificate()?.fingerprint256 ?? "");
      socket.destroy();
    }).on("error", failed);
  });

describe("a certificate of our own making", () => {
  it("is for the names and addresses of this machine, signed by an authority that signs nothing else", () => {
    const [server, ca] = [new X509Certificate(own.pem), new X509Certificate(authority)];
    expect(server.checkHost("ioc.example.vn")).toBe("ioc.example.vn");
    expect(server.checkHost("localhost")).toBe("localhost");
    expect(server.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(server.checkIP("::1")).toBe("::1");
    expect(server.verify(ca.publicKey)).toBe(true);
    expect(server.checkIssued(ca)).toBe(true);
    expect([server.ca, ca.ca]).toEqual([false, true]);
    // The key in the file is the server's; that of the authority is nowhere.
    expect(own.pem.match(/PRIVATE KEY/g)).toHaveLength(2);
    expect(authority).not.toContain("PRIVATE");
    expect(makeCertificate(["x"], NOW).server).not.toBe(makeCertificate(["x"], NOW).server);
  });

  it("is kept for its owner, used again, and made anew before it runs out", async () => {
    expect((await stat(own.path)).mode & 0o777).toBe(0o600);
    const later = (days: number) => ({ setting: SELF_SIGNED, data, now: NOW + days * 86_400_000 });
    expect((await readTls(later(100))).pem).toBe(own.pem);
    expect((await readTls(later(800))).pem).not.toBe(own.pem);
  });
});

describe("the web by https", () => {
  const port = () => bench.realtime.port;

  it("is believed by who trusts the authority, and by nobody else", async () => {
    // No word of keeping to https: whoever was told could not go on when the certificate is made anew.
    expect(await get(port(), authority)).toEqual({ status: 503, hsts: undefined });
    const stranger = makeCertificate(["127.0.0.1"], NOW).authority;
    await expect(get(port(), stranger)).rejects.toThrow();
  });

  it("carries sockets by a cookie that goes by https alone, and answers no plain http", async () => {
    const cookie = await signedIn(bench, "duty");
    // Browsers take a cookie of this name by https only, and with `Secure` only.
    expect(cookie).toMatch(/^__Secure-haidang\.session_token=/);
    const socket = io(`https://127.0.0.1:${port()}`, {
      path: SOCKET_PATH,
      transports: ["websocket"],
      extraHeaders: { cookie },
      ca: authority,
    } as object);
    await new Promise<void>((done, failed) => {
      socket.on("hello", () => done());
      socket.on("connect_error", failed);
    });
    socket.close();
    await expect(fetch(`http://127.0.0.1:${port()}/desk`)).rejects.toThrow();
  });

  it("takes up a renewed certificate as it lies there, and keeps the old one while the new one does not fit", async () => {
    const file = join(data, "renewed.pem");
    await writeFile(file, makeCertificate(["127.0.0.1"], NOW).server);
    const options = { setting: file, data, now: NOW };
    const told: string[] = [];
    const follow = followTls(
      bench.realtime.http as https.Server,
      { ...own, options },
      { told: (error) => void told.push(error ? "not readable" : "new"), everyMs: 20 },
    );
    const until = async (what: string) => {
      while (told.at(-1) !== what) await new Promise((done) => setTimeout(done, 10));
    };
    await until("new");
    const { fingerprint256 } = new X509Certificate(await readFile(file, "utf8"));
    expect(await shownAt(port())).toBe(fingerprint256);
    await writeFile(file, "half a fi");
    await until("not readable");
    expect(await shownAt(port())).toBe(fingerprint256);
    follow.close();
  });
});

it("what has no key and certificate that belong together is named, with its place", async () => {
  const file = join(data, "wrong.pem");
  const [one, other] = [makeCertificate(["a"], NOW), makeCertificate(["b"], NOW)];
  await writeFile(file, one.server.split("-----BEGIN CERT")[0] + other.authority);
  await expect(readTls({ setting: file, data, now: NOW })).rejects.toThrow(file);
});
