import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type NewAsset, saveAssets } from "#lib/asset/sql/save.ts";
import { type WebStation, webStation } from "#lib/user/testing.ts";
import { GET as view } from "./[id]/route.ts";
import { GET as still } from "./[id]/still/route.ts";

const PNG = Buffer.from("89504e470d0a1a0a", "hex");
let station: WebStation;
let camera: Server;
let host: string;
let ids: Map<string, number>;

beforeAll(async () => {
  station = await webStation();
  camera = createServer((_, response) => response.writeHead(200, { "content-type": "image/png" }).end(PNG));
  await new Promise<void>((done) => camera.listen(0, "127.0.0.1", done));
  host = `127.0.0.1:${(camera.address() as AddressInfo).port}`;
  vi.stubEnv("CAMERA_HOSTS", host);
  vi.stubEnv("OUTGOING_LOOPBACK", "true");
  ids = await saveAssets(station.db.pool, [
    asset("cam-cau", "camera", { snapshotUrl: `http://${host}/still` }),
    asset("cam-la", "camera", { snapshotUrl: "http://10.9.9.9/still" }),
    asset("tram", "gauge", { snapshotUrl: `http://${host}/still` }),
  ]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  camera.close();
  await station?.close();
});

const asked = (signedIn = true) => station.request(signedIn ? "duty" : null, "/");
const of = (key: string) => ({ params: Promise.resolve({ id: String(ids.get(key) ?? key) }) });

test("a camera of a named host shows its picture from our own origin", async () => {
  expect(await (await view(asked(), of("cam-cau"))).json()).toEqual({
    link: `http://${host}/still`,
    still: true,
  });
  const answer = await still(asked(), of("cam-cau"));
  expect(answer.headers.get("content-type")).toBe("image/png");
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);
});

test("a host that nobody named is not asked, whatever the register says", async () => {
  expect(await (await view(asked(), of("cam-la"))).json()).toMatchObject({ still: false });
  expect((await still(asked(), of("cam-la"))).status).toBe(404);
});

test("what is no camera has no picture, and strangers see none", async () => {
  expect((await still(asked(), of("tram"))).status).toBe(404);
  expect((await view(asked(), of("abc"))).status).toBe(404);
  expect((await still(asked(false), of("cam-cau"))).status).toBe(401);
});

function asset(key: string, kind: string, attributes: Record<string, unknown>): NewAsset {
  const place = { lon: 109, lat: 13.8, basin: null, unitCode: null };
  const rest = { feedId: null, agencyId: null, validFrom: "2025-07-01" };
  return { key, kind, nameVi: key, nameEn: key, attributes, ...place, ...rest };
}
