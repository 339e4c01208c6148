import { writeFileSync } from "node:fs";
import type { Position } from "./gshhg.ts";
import type { Polygon, Ring } from "./rings.ts";

/** Degrees by which the small outline may differ from the true one: half a pixel of the inset. */
const TOLERANCE = 0.045;
const SMALLEST_DEGREES = 0.12;

/** The country's outline for the small inset, as rings of longitude and latitude with two decimals. */
export function writeLocator(path: string, country: readonly Polygon[]): void {
  const rings = country
    .map(([ring]) => ring ?? [])
    .filter((ring) => span(ring) > SMALLEST_DEGREES)
    .map((ring) => simplify(ring).map(([x, y]) => [Number(x.toFixed(2)), Number(y.toFixed(2))]));
  writeFileSync(path, `${JSON.stringify({ rings })}\n`);
}

function span(ring: Ring): number {
  const xs = ring.map(([x]) => x);
  return Math.max(...xs) - Math.min(...xs);
}

/** Douglas–Peucker. */
function simplify(line: Ring): Ring {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last || line.length < 3) return line;
  let farthest = 0;
  let most = 0;
  line.forEach((point, i) => {
    const distance = distanceTo(point, first, last);
    if (distance > most) [most, farthest] = [distance, i];
  });
  if (most <= TOLERANCE) return [first, last];
  return [...simplify(line.slice(0, farthest + 1)), ...simplify(line.slice(farthest)).slice(1)];
}

function distanceTo([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const length = Math.hypot(bx - ax, by - ay);
  if (length === 0) return Math.hypot(x - ax, y - ay);
  return Math.abs((by - ay) * x - (bx - ax) * y + bx * ay - by * ax) / length;
}
