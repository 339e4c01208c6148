import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { CLIENT_ADDRESS } from "#lib/user/auth.ts";
import { type Served, secure, senderOf } from "./headers.ts";

function passed(headers: Record<string, string>): IncomingMessage["headers"] {
  const request = {
    headers: { ...headers },
    socket: { remoteAddress: "10.1.2.3" },
  } as unknown as IncomingMessage;
  secure(request, { setHeader() {} } as unknown as ServerResponse);
  return request.headers;
}

describe("what a client sends", () => {
  it("cannot be its address, the nonce or the policy", () => {
    const found = passed({
      [CLIENT_ADDRESS]: "127.0.0.1",
      "x-nonce": "evil",
      "content-security-policy": "script-src 'nonce-evil'",
      "content-security-policy-report-only": "script-src 'nonce-evil'",
    });
    expect(found[CLIENT_ADDRESS]).toBe("10.1.2.3");
    expect(JSON.stringify(found)).not.toContain("evil");
    expect(found["content-security-policy"]).toContain(`'nonce-${found["x-nonce"]}'`);
  });

  it("cannot be the framework's own inner headers", () => {
    const found = passed({
      "x-middleware-subrequest": "middleware:middleware",
      "x-middleware-rewrite": "/admin",
      "x-nextjs-data": "1",
      "x-invoke-path": "/admin",
      "x-invoke-status": "200",
      accept: "text/html",
    });
    expect(Object.keys(found).sort()).toEqual([
      "accept",
      "content-security-policy",
      CLIENT_ADDRESS,
      "x-nonce",
    ]);
  });
});

describe("who asks", () => {
  const from = (forwarded: string | undefined, trust: boolean, remoteAddress = "::ffff:10.0.0.9") =>
    senderOf(
      { headers: { "x-forwarded-for": forwarded }, socket: { remoteAddress } } as unknown as IncomingMessage,
      trust,
    );

  it("is who holds the line, whatever is said, unless a proxy is trusted", () => {
    expect(from("1.2.3.4", false)).toBe("10.0.0.9");
    expect(from(undefined, false, "2001:db8::1")).toBe("2001:db8::1");
  });

  it("is the last word of the trusted proxy, never what the sender put before it", () => {
    expect(from("6.6.6.6, 1.2.3.4", true)).toBe("1.2.3.4");
    expect(from("rubbish", true)).toBe("10.0.0.9");
    expect(from(undefined, true)).toBe("10.0.0.9");
  });
});

describe("keeping to https", () => {
  const told = (served: Served, forwarded?: string, socket: object = {}) => {
    const set = new Map<string, unknown>();
    const request = { headers: { "x-forwarded-proto": forwarded }, socket } as unknown as IncomingMessage;
    secure(request, { setHeader: (name: string, value: unknown) => set.set(name, value) } as never, served);
    return set.has("Strict-Transport-Security");
  };

  it("is asked of those who came by https to us or to a trusted proxy, and of nobody else", () => {
    expect(told({})).toBe(false);
    expect(told({}, "https")).toBe(false);
    expect(told({ trustProxy: true }, "https")).toBe(true);
    expect(told({ trustProxy: true, publicUrl: "https://ioc.example" }, "http")).toBe(false);
    expect(told({ publicUrl: "https://ioc.example" })).toBe(true);
    expect(told({ trusted: true }, undefined, { encrypted: true })).toBe(true);
    // A certificate of our own making: whoever was told could not go on when it is made anew.
    const own = { trusted: false, publicUrl: "https://ioc.example" };
    expect(told(own, undefined, { encrypted: true })).toBe(false);
  });
});
