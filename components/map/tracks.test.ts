import { expect, it } from "vitest";
import { fadingPaths } from "./tracks.ts";
import { NO_TRACKS } from "./view.ts";

const MINUTE = 60_000;

it("no track is drawn over minutes without a position, and each side of them is", () => {
  const minutes = [0, 1, 2, 9, 10];
  const tracks = {
    ...NO_TRACKS,
    count: 1,
    stale: new Uint8Array(1),
    pathStart: Uint32Array.of(0, minutes.length),
    path: new Float64Array(2 * minutes.length),
    pathTimeMs: Float64Array.from(minutes, (minute) => minute * MINUTE),
  };
  const { attributes } = fadingPaths({ color: "vessel", fadeMs: 60 * MINUTE }, tracks, { theme: "van-hanh" });
  const alpha = minutes.map((_, i) => attributes.getColor.value[4 * i + 3] as number);
  expect(alpha.map((a) => a > 0)).toEqual([true, true, false, true, true]);
});
