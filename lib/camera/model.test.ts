import { expect, test } from "vitest";
import { cameraOf, stillOf, viewOf } from "./model.ts";

const camera = cameraOf(3, { snapshotUrl: "http://xem:mat%20khau@10.0.0.5:8080/still.jpg", simulated: true });

test("a camera's password is told to nobody but the camera", () => {
  expect(viewOf(camera, [])).toEqual({ link: "http://10.0.0.5:8080/still.jpg", still: false });
  expect(stillOf(camera, ["10.0.0.5:8080"])).toEqual({
    url: "http://10.0.0.5:8080/still.jpg",
    authorization: `Basic ${btoa("xem:mat khau")}`,
  });
});

test("only hosts that the installation names are asked for a still", () => {
  expect(stillOf(camera, ["10.0.0.5"])).toBeNull();
  expect(stillOf(cameraOf(3, {}), ["10.0.0.5:8080"])).toBeNull();
  expect(viewOf(camera, ["10.0.0.5:8080"]).still).toBe(true);
});

test("what is no web address is none", () => {
  expect(cameraOf(3, { snapshotUrl: "file:///etc/passwd", hlsUrl: 7 })).toEqual({
    assetId: 3,
    snapshotUrl: null,
    hlsUrl: null,
  });
  expect(cameraOf(3, null).hlsUrl).toBeNull();
});
