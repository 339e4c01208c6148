import type { Label } from "./layers/layer.ts";

export const LABEL_SIZE = 14.5;
/** Mean width of a digit or letter of the labels' font, in parts of its size; measured 0.56–0.6. */
const LETTER = 0.6;
const HEIGHT = LABEL_SIZE * 1.5;
const PADDING = 14;

/** A name of the ground that should stay readable: right of its place, in unscaled pixels. */
export type GroundName = { lonLat: readonly [number, number]; text: string; size: number };

const SIDES = ["right", "left", "below", "above"] as const;
export type Side = (typeof SIDES)[number];
export type Placed = Label & { side: Side };

type Box = { west: number; east: number; y: number; half: number };

export type Ground = {
  zoom: number;
  /** Pixels of a label over those of the ground, both against a map of 1080 lines. */
  size: number;
  names: readonly GroundName[];
};

/**
 * The labels there is room for, the most important first, right of their mark or else on another side.
 * Works in the pixels of a 1080-line map, so that every screen of a room shows the same ones.
 */
export function declutter(labels: readonly Label[], { zoom, size, names }: Ground): Placed[] {
  // All in unscaled label pixels.
  const world = (512 * 2 ** zoom) / size;
  const written = new Rows();
  const marks = new Rows();
  const towns = new Rows();
  for (const name of names) towns.add(nameBox(name, world));
  const ordered = labels
    // Whole steps: a value that trembles must not make its neighbours' numbers jump.
    .toSorted((a, b) => Math.round(b.priority) - Math.round(a.priority))
    .map((label) => ({ label, ...at(label, world) }));
  // Marks that matter keep their own place free; lesser ones may lie below a number.
  for (const { label, x, y } of ordered) {
    const half = label.away - 4;
    if (label.priority >= MARK_KEEPS) marks.add({ west: x - half, east: x + half, y, half });
  }
  // What each kind of number keeps off, in turn: an alarm is written over anything but a greater alarm.
  const polite = [[written, marks, towns]];
  const insistent = [...polite, [written, marks], [written]];
  const kept: Placed[] = [];
  for (const { label, x, y } of ordered) {
    const found = placeFor(label, { x, y }, label.priority >= ALARM ? insistent : polite);
    if (!found) continue;
    written.add(found.box);
    kept.push({ ...label, side: found.side });
  }
  return kept;
}

function placeFor(
  label: Label,
  point: { x: number; y: number },
  attempts: readonly Rows[][],
): { side: Side; box: Box } | undefined {
  for (const obstacles of attempts) {
    for (const side of SIDES) {
      const box = boxAt(label, point, side);
      if (!obstacles.some((rows) => rows.meets(box))) return { side, box };
    }
  }
  return undefined;
}

function boxAt(label: Label, { x, y }: { x: number; y: number }, side: Side): Box {
  const width = label.text.length * LABEL_SIZE * LETTER + PADDING;
  const half = HEIGHT / 2;
  const gap = label.away + 2;
  if (side === "right") return { west: x + gap, east: x + gap + width, y, half };
  if (side === "left") return { west: x - gap - width, east: x - gap, y, half };
  const middle = y + (side === "below" ? 1 : -1) * (gap + half);
  return { west: x - width / 2, east: x + width / 2, y: middle, half };
}

const MARK_KEEPS = 8;
/** Labels of judged levels start here. */
const ALARM = 30;

/** Boxes by horizontal bands, so that 1,000 labels are not compared a million times. */
class Rows {
  #rows = new Map<number, Box[]>();

  add(box: Box): void {
    for (const row of this.#span(box)) {
      const boxes = this.#rows.get(row);
      if (boxes) boxes.push(box);
      else this.#rows.set(row, [box]);
    }
  }

  meets(box: Box): boolean {
    return this.#span(box).some((row) =>
      this.#rows
        .get(row)
        ?.some(
          (other) =>
            box.west < other.east &&
            box.east > other.west &&
            Math.abs(box.y - other.y) < box.half + other.half,
        ),
    );
  }

  #span({ y, half }: Box): number[] {
    const first = Math.floor((y - half) / HEIGHT);
    const last = Math.floor((y + half) / HEIGHT);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }
}

export function sameNames(a: readonly GroundName[], b: readonly GroundName[]): boolean {
  return a.length === b.length && a.every((name, i) => name.text === b[i]?.text);
}

function nameBox({ lonLat, text, size }: GroundName, world: number): Box {
  const { x, y } = at({ lonLat }, world);
  return { west: x - 4, east: x + 12 + text.length * size * LETTER, y, half: size / 2 };
}

function at({ lonLat: [lon, lat] }: Pick<Label, "lonLat">, world: number): { x: number; y: number } {
  const radians = (lat * Math.PI) / 180;
  const mercator = (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2;
  return { x: ((lon + 180) / 360) * world, y: mercator * world };
}
