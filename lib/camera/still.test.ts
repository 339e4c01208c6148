import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openGate } from "#lib/outgoing/gate.ts";
import { fetchStill } from "./still.ts";

/** The camera of these tests runs on this machine. */
const here = openGate({ allow: [], loopback: true });

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
let camera: Server;
let at: string;

beforeAll(async () => {
  camera = createServer((request, response) => {
    if (request.url === "/still.jpg") {
      if (request.headers.authorization !== "Basic eA==") return void response.writeHead(401).end();
      return void response.writeHead(200, { "content-type": "image/jpeg" }).end(JPEG);
    }
    if (request.url === "/away") return void response.writeHead(302, { location: "/still.jpg" }).end();
    if (request.url === "/huge") {
      response.writeHead(200, { "content-type": "image/jpeg" });
      return void response.end(Buffer.alloc(4 * 1024 * 1024 + 1));
    }
    response.writeHead(200, { "content-type": "text/html" }).end("<script>");
  });
  await new Promise<void>((done) => camera.listen(0, "127.0.0.1", done));
  at = `http://127.0.0.1:${(camera.address() as AddressInfo).port}`;
});
afterAll(() => camera.close());

test("a camera's picture is fetched with its password", async () => {
  const still = await fetchStill(here, { url: `${at}/still.jpg`, authorization: "Basic eA==" });
  expect(still?.type).toBe("image/jpeg");
  expect(Buffer.from(still?.bytes ?? [])).toEqual(JPEG);
});

test.each(["/still.jpg", "/away", "/huge", "/page"])(
  "%s without a picture of its own is none",
  async (path) => {
    expect(await fetchStill(here, { url: `${at}${path}`, authorization: null })).toBeUndefined();
  },
);

test("a camera that is not there is none", async () => {
  expect(await fetchStill(here, { url: "http://127.0.0.1:1/", authorization: null })).toBeUndefined();
});

test("one on this machine, or at a link-local address, is never asked, though it is named", async () => {
  const gate = openGate({ allow: [] });
  const asked = { url: `${at}/still.jpg`, authorization: "Basic eA==" };
  expect(await fetchStill(gate, asked)).toBeUndefined();
  expect(await fetchStill(here, asked)).toBeDefined();
});
