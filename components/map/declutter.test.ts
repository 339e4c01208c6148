import { expect, test } from "vitest";
import { declutter } from "./declutter.ts";
import type { Label } from "./layers/layer.ts";

const ground = { zoom: 9, size: 1, names: [] };

function label(text: string, lon: number, priority: number): Label {
  return { text, lonLat: [lon, 13.9], color: "#ffffff", priority, away: 10 };
}

test("two numbers at one place keep clear of each other", () => {
  const placed = declutter([label("1,00 m", 109, 5), label("2,00 m", 109, 6)], ground);
  expect(placed.map(({ text }) => text)).toEqual(["2,00 m", "1,00 m"]);
  expect(new Set(placed.map(({ side }) => side)).size).toBe(2);
});

test("what there is no room for is left out, the least important first", () => {
  const crowd = Array.from({ length: 20 }, (_, i) => label(`${i}`.padEnd(9), 109, i));
  const placed = declutter(crowd, ground);
  expect(placed.length).toBeLessThan(crowd.length);
  expect(placed[0]?.priority).toBe(19);
  expect(Math.min(...placed.map(({ priority }) => priority))).toBeGreaterThan(0);
});

test("an alarm is written even among marks and town names", () => {
  const names = [{ lonLat: [109, 13.9] as const, text: "Quy Nhơn", size: 15 }];
  const marks = Array.from({ length: 12 }, (_, i) => label("", 108.94 + i * 0.01, 9));
  const [first] = declutter([...marks, label("8,12 m · BĐ III", 109, 70)], { ...ground, names });
  expect(first?.text).toBe("8,12 m · BĐ III");
});

test("an ordinary number keeps off the name of a town", () => {
  const names = [{ lonLat: [109, 13.9] as const, text: "Quy Nhơn", size: 15 }];
  const [placed] = declutter([label("AQI 42", 109, 12)], { ...ground, names });
  expect(placed?.side).not.toBe("right");
});

test("a screen of the same ground and twice the pixels shows the same labels", () => {
  const labels = Array.from({ length: 60 }, (_, i) => label(`${i},00 m`, 108.5 + i * 0.02, i % 7));
  expect(declutter(labels, { ...ground, size: 2 / 2 })).toEqual(declutter(labels, ground));
});
