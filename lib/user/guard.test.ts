import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { guarded, jsonBody } from "./guard.ts";
import { type WebStation, webStation } from "./testing.ts";

let web: WebStation;
beforeAll(async () => {
  web = await webStation();
});
afterAll(() => web?.close());

describe("a route", () => {
  const failing = (code?: string) =>
    guarded("desk.see", () => Promise.reject(Object.assign(new Error("x"), { code })));

  test.each(["40P01", "40001", "57014", "57P01", "08006", "ECONNREFUSED"])(
    "that the database lets down for now (%s) says that it may be asked again",
    async (code) => {
      expect(await web.ask(failing(code), { who: "duty" })).toMatchObject({
        status: 503,
        reason: "unavailable",
      });
    },
  );

  test.each([undefined, "23505", "42P01"])("that is wrong (%s) hides nothing", async (code) => {
    await expect(web.ask(failing(code), { who: "duty" })).rejects.toThrow("x");
  });

  test("reads no body that is too long, no NUL, and nothing that is no JSON", async () => {
    const schema = z.strictObject({ text: z.string() });
    const read = guarded("desk.see", async (request) => {
      const body = await jsonBody(request, schema, 100);
      return body instanceof Response ? body : Response.json(body);
    });
    const ask = (text: string) => web.ask(read, { who: "duty", body: { text } });
    expect(await ask("được")).toMatchObject({ status: 200, text: "được" });
    expect(await ask("x".repeat(100))).toMatchObject({ status: 413, reason: "too_large" });
    expect(await ask("a\u0000b")).toMatchObject({ status: 400, reason: "invalid_request" });
    const broken = new Request(web.request("duty", "/x", {}), { method: "POST", body: "{" });
    expect((await read(broken, undefined)).status).toBe(400);
  });
});
