import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { readdir } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Message } from "#lib/notify/model.ts";
import { type OutgoingError, openGate } from "#lib/outgoing/gate.ts";

import blueprint from "./_blueprint.ts";
import { type ChannelType, type Delivery, described, type Tools, Undelivered } from "./channel.ts";
import * as registry from "./index.ts";
import { publicKeyOf } from "./web-push.ts";
import { signatureOf } from "./webhook.ts";

type Seen = { method: string; url: string; headers: http.IncomingHttpHeaders; body: Buffer };
let server: http.Server;
let base: string;
let seen: Seen[] = [];
let answer: { status: number; body: string } = { status: 200, body: "ok" };

beforeAll(async () => {
  server = http.createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const { method = "", url = "", headers } = incoming;
    seen.push({ method, url, headers, body: Buffer.concat(parts) });
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  seen = [];
  answer = { status: 200, body: "ok" };
});

const vapid = createECDH("prime256v1");
vapid.generateKeys();
/** The servers of these tests run on this machine. */
const here = openGate({ allow: [], loopback: true });
const tools: Tools = {
  secret: (name) => (name.startsWith("NOTIFY_") && name !== "NOTIFY_NONE" ? "bí-mật" : undefined),
  ...here,
  vapidKey: vapid.getPrivateKey().toString("base64url").padStart(43, "A"),
  publicUrl: "https://dieu-hanh.example.vn",
};
const message: Message = {
  language: "vi",
  title: '[MÔ PHỎNG] KHẨN CẤP: Lũ "trên" sông – Đập Ẩn',
  lines: ["Mực nước: 6,1 m", "Từ 08:00"],
  short: '[MÔ PHỎNG] KHẨN CẤP: Lũ "trên" sông – Đập Ẩn, 6,1 m',
  priority: 1,
  simulated: true,
  tag: "alert-1",
  path: "/desk?alert=1",
};
const delivery: Delivery = {
  id: "0b0a1f8e-0000-8000-8000-000000000001",
  kind: "alert",
  alertIds: [1],
  address: "",
  message,
  link: "https://dieu-hanh.example.vn/ack/AAAA",
  ackPath: "/ack/AAAA",
  code: null,
  now: Date.UTC(2026, 10, 28),
};
const send = (type: ChannelType, config: object, more: Partial<Delivery> = {}) =>
  type.send({ ...delivery, ...more }, type.config.parse(config), tools);
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "sent",
    (error: unknown) =>
      error instanceof Undelivered
        ? `${error.kind} ${error.code}`
        : `thrown ${(error as OutgoingError).code}`,
  );

describe("the registry", () => {
  test("has every file of the folder", async () => {
    const files = (await readdir(import.meta.dirname)).filter((name) => /^[a-z-]+\.ts$/.test(name));
    const kinds = files
      .map((name) => name.replace(".ts", ""))
      .filter((name) => !["channel", "index"].includes(name));
    expect(
      Object.values(registry)
        .map((type) => type.id)
        .sort(),
    ).toEqual(kinds.sort());
  });

  test.each([...Object.values(registry), blueprint].map((type) => [type.id, type] as const))(
    "%s: its example fits, its form has words for each field, and holds names of secrets only",
    (_, type) => {
      expect(type.config.safeParse(type.example).error?.issues).toBeUndefined();
      expect(type.config.safeParse({ ...(type.example as object), unknown: 1 }).success).toBe(false);
      const { properties } = described(type).form as {
        properties: { [name: string]: { vi?: string; en?: string } };
      };
      for (const [name, field] of Object.entries(properties)) {
        expect(field.vi, name).toBeTruthy();
        expect(field.en, name).toBeTruthy();
      }
      for (const own of ["DATABASE_URL", "AUTH_SECRET"])
        for (const name of ["secret", "password", "token", "key"])
          expect(type.config.safeParse({ ...(type.example as object), [name]: own }).success).toBe(false);
    },
  );
});

describe("webhook", () => {
  const config = () => ({ url: `${base}/hook`, secret: "NOTIFY_KEY" });

  test("signs time and body, and names the message", async () => {
    await send(registry.webhook, config());
    const [{ headers, body }] = seen as [Seen];
    const timestamp = headers["x-haidang-timestamp"] as string;
    expect(timestamp).toBe(`${delivery.now / 1_000}`);
    expect(headers["x-haidang-signature"]).toBe(
      `sha256=${signatureOf("bí-mật", timestamp, body.toString())}`,
    );
    expect(headers["x-haidang-id"]).toBe(delivery.id);
    expect(JSON.parse(body.toString())).toMatchObject({
      id: delivery.id,
      simulated: true,
      title: message.title,
    });
  });

  test("tells what is worth another attempt from what is not", async () => {
    for (const [status, kind] of [
      [500, "failed 500"],
      [429, "failed 429"],
      [401, "failed 401"],
      [400, "refused 400"],
      [302, "refused 302"],
    ] as const) {
      answer = { status, body: "" };
      expect(await failureOf(send(registry.webhook, config()))).toBe(kind);
    }
    expect(await failureOf(send(registry.webhook, { ...config(), secret: "NOTIFY_NONE" }))).toBe(
      "failed no_secret",
    );
    const closed = { ...tools, ...openGate({ allow: [] }) };
    const failure = failureOf(
      registry.webhook.send(delivery, registry.webhook.config.parse(config()), closed),
    );
    expect(await failure).toBe("thrown inner_address");
  });
});

describe("SMS gateway", () => {
  const config = (more: object) => ({ url: `${base}/send`, secret: "NOTIFY_SMS", ...more });

  test("puts texts in without diacritics, cut to one SMS, escaped for the body", async () => {
    const body = '{"to":"{phone}","text":"{text}","id":"{id}","key":"{secret}"}';
    await send(registry.smsHttp, config({ body }), { address: "0912345678" });
    const sent = JSON.parse((seen[0] as Seen).body.toString());
    expect(sent).toMatchObject({ to: "+84912345678", id: delivery.id, key: "bí-mật" });
    expect(sent.text).toMatch(/^\[MO PHONG\] KHAN CAP: Lu "tren" song - Dap An, 6,1 m https/);
    expect(sent.text).toMatch(/^[\x20-\x7e]{1,160}$/);
    expect(sent.text.endsWith(delivery.link as string)).toBe(true);
  });

  test("can ask by GET or a form, and no text breaks out of its place", async () => {
    const url = `${base}/send?to={phone}&text={text}`;
    await send(registry.smsHttp, config({ url, method: "GET" }), { address: "0912345678" });
    expect(new URL((seen[0] as Seen).url, base).searchParams.get("text")).toContain('"tren"');
    const contentType = "application/x-www-form-urlencoded";
    await send(registry.smsHttp, config({ body: "t={text}&x=1", contentType }), { address: "0912345678" });
    expect(new URLSearchParams((seen[1] as Seen).body.toString()).get("x")).toBe("1");
  });

  test("believes a gateway only when its answer says so", async () => {
    answer = { status: 200, body: '{"code":"99","error":"het tien"}' };
    const refused = send(registry.smsHttp, config({ success: '"code":"0"' }), { address: "0912345678" });
    expect(await failureOf(refused)).toBe("failed not_accepted");
  });
});

describe("chats", () => {
  test("Telegram gets plain text", async () => {
    await send(registry.telegram, { token: "NOTIFY_TG", api: base }, { address: "-10012345" });
    const [{ url, body }] = seen as [Seen];
    expect(url).toBe(`/bot${encodeURI("bí-mật")}/sendMessage`);
    const sent = JSON.parse(body.toString());
    expect(sent).toMatchObject({ chat_id: "-10012345", disable_notification: false });
    expect(sent.text).toContain("[MÔ PHỎNG]");
    expect(sent).not.toHaveProperty("parse_mode");
  });
});

describe("Zalo", () => {
  // Headers are Latin letters: a token is one.
  const plain: Tools = { ...tools, secret: () => "token" };
  const config = () => ({ token: "NOTIFY_ZALO", oaApi: base, znsApi: base });
  const by = (more: object, address: string) =>
    registry.zalo.send({ ...delivery, address }, registry.zalo.config.parse({ ...config(), ...more }), plain);

  test("OA and ZNS have each their form", async () => {
    answer = { status: 200, body: '{"error":0,"message":"Success"}' };
    await by({}, "8640");
    await by({ form: "zns", template: "7", field: "tin" }, "0912345678");
    const [oa, zns] = seen as [Seen, Seen];
    expect(oa.headers.access_token).toBe("token");
    expect(JSON.parse(oa.body.toString())).toMatchObject({ recipient: { user_id: "8640" } });
    expect(JSON.parse(zns.body.toString())).toMatchObject({
      phone: "84912345678",
      template_id: "7",
      tracking_id: delivery.id,
      template_data: { tin: expect.stringContaining("MÔ PHỎNG") },
    });
  });

  test("answers 200 whatever happened: its error says what", async () => {
    answer = { status: 200, body: '{"error":-216,"message":"Access token is invalid"}' };
    expect(await failureOf(by({}, "8640"))).toBe("failed -216");
    answer = { status: 200, body: '{"error":-213,"message":"User has not followed OA"}' };
    expect(await failureOf(by({}, "8640"))).toBe("refused -213");
    answer = { status: 200, body: "<html>" };
    expect(await failureOf(by({}, "8640"))).toBe("failed no_json");
  });
});

describe("e-mail", () => {
  let smtp: SMTPServer;
  let mails: { from: string; to: string[]; text: string }[] = [];
  let port: number;

  beforeAll(async () => {
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onRcptTo: ({ address }, _, done) =>
        done(
          address.startsWith("khong-co")
            ? Object.assign(new Error("no such user"), { responseCode: 550 })
            : null,
        ),
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on("data", (part) => parts.push(part));
        stream.on("end", () => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom ? mailFrom.address : "";
          mails.push({ from, to: rcptTo.map((r) => r.address), text: Buffer.concat(parts).toString() });
          done();
        });
      },
    });
    await new Promise<void>((done) => smtp.listen(0, "127.0.0.1", () => done()));
    port = (smtp.server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise<void>((done) => smtp.close(() => done())));
  const config = () => ({ host: "127.0.0.1", port, security: "none", from: "hai-dang@example.vn" });

  test("carries the id, the mark of a simulation and the link", async () => {
    mails = [];
    const receipt = await send(registry.email, config(), { address: "an@example.vn" });
    expect(receipt.code).toBe("250");
    const [mail] = mails as [(typeof mails)[number]];
    expect(mail.to).toEqual(["an@example.vn"]);
    expect(mail.text).toContain(`X-Haidang-ID: ${delivery.id}`);
    expect(mail.text).toContain(`Message-ID: <${delivery.id}@example.vn>`);
    expect(mail.text).toMatch(/Subject: =\?UTF-8\?/);
  });

  test("reaches no server inside that the environment does not name, and tells nothing of its port", async () => {
    mails = [];
    const closed = { ...tools, ...openGate({ allow: [] }) };
    const said: string[] = [];
    for (const at of [port, 1]) {
      const mail = registry.email.config.parse({ ...config(), port: at });
      const failure = registry.email.send({ ...delivery, address: "an@example.vn" }, mail, closed);
      said.push(await failure.then(String, (error: OutgoingError) => `${error.code} ${error.message}`));
    }
    expect(said[0]).toMatch(/^inner_address /);
    expect(said[1]).toBe(said[0]);
    expect(said[0]).not.toContain("127.0.0.1");
    expect(mails).toEqual([]);
  });

  test("an unknown receiver is refused, a server that is away is tried again", async () => {
    expect(await failureOf(send(registry.email, config(), { address: "khong-co@example.vn" }))).toBe(
      "refused 550",
    );
    const away = { ...config(), port: 1 };
    expect(await failureOf(send(registry.email, away, { address: "an@example.vn" }))).toBe(
      "thrown unreachable",
    );
    const tls = { ...config(), security: "starttls" };
    expect(await failureOf(send(registry.email, tls, { address: "an@example.vn" }))).toMatch(/^failed/);
  });
});

describe("web push", () => {
  const phone = createECDH("prime256v1");
  phone.generateKeys();
  const auth = randomBytes(16);
  const subscription = JSON.stringify({
    endpoint: "https://push.example/abc",
    keys: { p256dh: phone.getPublicKey().toString("base64url"), auth: auth.toString("base64url") },
  });
  const there: Tools = {
    ...tools,
    request: (out) => here.request({ ...out, url: out.url.replace("https://push.example", base) }),
  };
  const push = (address = subscription) =>
    registry.webPush.send({ ...delivery, address }, registry.webPush.config.parse({}), there);

  test("is encrypted up to the phone and signed with our key", async () => {
    answer = { status: 201, body: "" };
    await push();
    const [{ headers, body }] = seen as [Seen];
    expect(headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "high", ttl: "3600" });
    expect(JSON.parse(decrypted(body))).toMatchObject({
      id: delivery.id,
      title: message.title,
      path: "/desk?alert=1",
      ack: "/ack/AAAA",
      simulated: true,
    });
    const [, token, key] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? "") ?? [];
    expect(key).toBe(publicKeyOf(tools.vapidKey as string));
    const [head, claims, signature] = (token ?? "").split(".") as [string, string, string];
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
      aud: "https://push.example",
    });
    const isSigned = verify(
      "sha256",
      Buffer.from(`${head}.${claims}`),
      { key: jwkOf(key as string), dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    );
    expect(isSigned).toBe(true);
  });

  test("a subscription that is no more is gone for good", async () => {
    answer = { status: 410, body: "" };
    expect(await failureOf(push())).toBe("gone 410");
    expect(await failureOf(push("{}"))).toBe("gone bad_subscription");
    const wide = { ...tools, ...openGate({ allow: [["10.0.0.0", 8]] }) };
    for (const host of ["127.0.0.1:1", "10.0.0.1:1"]) {
      const address = subscription.replace("push.example", host);
      const failure = failureOf(registry.webPush.send({ ...delivery, address }, {}, wide));
      expect(await failure).toBe("refused inner_address");
    }
  });

  /** RFC 8291, RFC 8188: what the browser does. */
  function decrypted(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const theirs = body.subarray(21, 21 + (body[20] as number));
    const sealed = body.subarray(21 + (body[20] as number));
    const shared = phone.computeSecret(theirs);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), phone.getPublicKey(), theirs]);
    const ikm = Buffer.from(hkdfSync("sha256", shared, auth, info, 32));
    const derive = (what: string, length: number) =>
      Buffer.from(hkdfSync("sha256", ikm, salt, Buffer.from(`Content-Encoding: ${what}\0`), length));
    const open = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
    open.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
    return text.subarray(0, text.lastIndexOf(2)).toString();
  }

  function jwkOf(point: string) {
    const raw = Buffer.from(point, "base64url");
    const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((part) => part.toString("base64url"));
    return createPublicKey({
      key: { kty: "EC", crv: "P-256", x: x as string, y: y as string },
      format: "jwk",
    });
  }
});
