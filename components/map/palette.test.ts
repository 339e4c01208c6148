import { describe, expect, test } from "vitest";
import { metricById } from "#lib/metric/catalog.ts";
import { bytes, PALETTES, type Palette } from "./palette.ts";

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = bytes(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(PALETTES))("%s", (_name, palette: Palette) => {
  const lands = [palette.foreign, palette.country, palette.own];

  test("names are readable on every land", () => {
    for (const land of lands) {
      expect(contrast(palette.text, land)).toBeGreaterThanOrEqual(7);
      expect(contrast(palette.textQuiet, land)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("names on the sea are readable, the archipelagos' best", () => {
    expect(contrast(palette.textSea, palette.sea)).toBeGreaterThanOrEqual(3.8);
    expect(contrast(palette.textSovereign, palette.sea)).toBeGreaterThanOrEqual(4.5);
  });

  test("numbers stand out from the ground behind them", () => {
    expect(contrast(palette.ink, palette.inkGround)).toBeGreaterThanOrEqual(12);
  });

  test("old, neutral and moving marks are seen on land and sea", () => {
    for (const ground of [palette.own, palette.sea]) {
      for (const mark of [palette.stale, palette.neutral, palette.vessel, palette.bus]) {
        expect(contrast(mark, ground), `${mark} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  test("an alarm level is told from the land by its colour or by its rim", () => {
    for (const id of ["water_level", "vn_aqi", "reservoir_level", "traffic_occupancy"]) {
      for (const { color } of metricById(id)?.levels?.items ?? []) {
        const seen = Math.max(
          contrast(color, palette.own),
          contrast(palette.rim, palette.own),
          contrast(color, palette.rim),
        );
        expect(seen, `${id} ${color}`).toBeGreaterThanOrEqual(1.5);
      }
    }
  });
});
