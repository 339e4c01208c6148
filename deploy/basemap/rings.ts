import type { Chain, Frame, Position } from "./gshhg.ts";

export type Ring = Position[];
export type Polygon = Ring[];

/** Puts pieces that meet end to start back together; closed ones end with their first point. */
export function joinChains(chains: readonly Chain[]): Chain[] {
  const byStart = new Map<string, Chain[]>();
  const joined: Chain[] = [];
  const open: Chain[] = [];
  for (const chain of chains) {
    if (isClosed(chain.points)) joined.push(chain);
    else open.push(chain);
  }
  for (const chain of open) push(byStart, key(chain.level, chain.points[0]), chain);
  const ends = new Set(open.map((chain) => key(chain.level, chain.points.at(-1))));
  const used = new Set<Chain>();
  const heads = open.filter((chain) => !ends.has(key(chain.level, chain.points[0])));
  for (const head of [...heads, ...open]) {
    if (used.has(head)) continue;
    joined.push(follow(head, byStart, used));
  }
  return joined;
}

function follow(head: Chain, byStart: Map<string, Chain[]>, used: Set<Chain>): Chain {
  const points: Position[] = [...head.points];
  used.add(head);
  for (;;) {
    const next = byStart.get(key(head.level, points.at(-1)))?.find((chain) => !used.has(chain));
    if (!next) return { level: head.level, points };
    used.add(next);
    for (const point of next.points.slice(1)) points.push(point);
  }
}

/**
 * The sea inside the frame as polygons. Shores keep land on their left, so walked backwards they keep
 * the sea there; an open shore is closed along the frame, counter-clockwise from its end.
 */
export function seaPolygons(shores: readonly Chain[], frame: Frame): Polygon[] {
  const reversed = shores.map((chain) => chain.points.toReversed());
  const islands = reversed.filter((points) => isClosed(points));
  const open = reversed.filter((points) => !isClosed(points));
  const seas: Polygon[] = closeAlong(open, frame).map((ring) => [ring]);
  if (seas.length === 0) seas.push([corners(frame)]);
  // Few islands lie in a small corner sea: ask those first, the largest takes the rest untested.
  seas.sort((a, b) => (a[0]?.length ?? 0) - (b[0]?.length ?? 0));
  for (const island of islands) {
    const sea = seas.slice(0, -1).find(([ring]) => ring && contains(ring, island[0])) ?? seas.at(-1);
    sea?.push(island);
  }
  return seas;
}

function closeAlong(open: readonly Position[][], frame: Frame): Ring[] {
  const starts = open
    .map((points) => ({ points, at: alongFrame(points[0], frame) }))
    .toSorted((a, b) => a.at - b.at);
  const left = new Set(starts);
  const rings: Ring[] = [];
  for (const first of starts) {
    if (!left.has(first)) continue;
    const ring: Ring = [];
    let current = first;
    do {
      left.delete(current);
      for (const point of current.points) ring.push(point); // a spread of 100,000 points overflows the stack
      const from = alongFrame(current.points.at(-1), frame);
      const next = starts.find((start) => start.at > from) ?? starts[0];
      if (!next) break;
      ring.push(...cornersBetween(from, next.at, frame));
      current = next;
    } while (left.has(current));
    ring.push(ring[0] as Position);
    rings.push(ring);
  }
  return rings;
}

/** Counter-clockwise distance along the frame from its south-west corner, in sides (0–4). */
function alongFrame(point: Position | undefined, [west, south, east, north]: Frame): number {
  if (!point) throw new Error("a shore without points reached the frame");
  const [x, y] = point;
  const near = 1e-9;
  if (Math.abs(y - south) < near) return (x - west) / (east - west);
  if (Math.abs(x - east) < near) return 1 + (y - south) / (north - south);
  if (Math.abs(y - north) < near) return 2 + (east - x) / (east - west);
  if (Math.abs(x - west) < near) return 3 + (north - y) / (north - south);
  throw new Error(`a shore ends inside the frame at ${x}, ${y}: the bins do not fit together`);
}

function cornersBetween(from: number, to: number, frame: Frame): Position[] {
  const end = to > from ? to : to + 4;
  const ring = corners(frame);
  const passed: Position[] = [];
  for (let side = Math.floor(from) + 1; side < end; side++) passed.push(ring[side % 4] as Position);
  return passed;
}

export function corners([west, south, east, north]: Frame): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

export function contains(ring: Ring, point: Position | undefined): boolean {
  if (!point) return false;
  const [x, y] = point;
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] as Position;
    const [xj, yj] = ring[j] as Position;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function isClosed(points: readonly Position[]): boolean {
  const [first, last] = [points[0], points.at(-1)];
  return first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
}

function key(level: number, point: Position | undefined): string {
  return `${level}:${point?.[0].toFixed(7)}:${point?.[1].toFixed(7)}`;
}

function push<K, V>(map: Map<K, V[]>, at: K, value: V): void {
  const list = map.get(at);
  if (list) list.push(value);
  else map.set(at, [value]);
}
