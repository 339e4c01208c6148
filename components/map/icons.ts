import type { Mark } from "./layers/layer.ts";

/** Shapes in a box of 100 × 100, middle at 50, 50, pointing north. */
const SHAPES = {
  circle: "M50 12a38 38 0 1 1 0 76a38 38 0 1 1 0-76z",
  diamond: "M50 4L96 50L50 96L4 50z",
  triangle: "M50 6L96 90L4 90z",
  square: "M22 14H78Q86 14 86 22V78Q86 86 78 86H22Q14 86 14 78V22Q14 14 22 14z",
  hexagon: "M50 5L90 28V72L50 95L10 72V28z",
  pin: "M50 96C40 74 18 62 18 38a32 32 0 1 1 64 0C82 62 60 74 50 96z",
  arrow: "M50 2L84 94L50 74L16 94z",
  boat: "M50 2C66 20 74 42 74 64C74 80 70 92 66 96H34C30 92 26 80 26 64C26 42 34 20 50 2z",
  bus: "M50 2L76 24V88Q76 96 68 96H32Q24 96 24 88V24z",
} as const;

export type Shape = keyof typeof SHAPES;
/** `hollow` says old: the outline remains where the value can no longer be trusted. */
export type Icon =
  | Shape
  | `${Shape}-hollow`
  | "tank-hollow"
  | `tank-${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`;

const CELL = 128;
const INSET = 10;
const COLUMNS = 8;
const shapes = Object.keys(SHAPES) as Shape[];
const tanks = Array.from({ length: 11 }, (_, tenths) => `tank-${tenths}` as Icon);
const hollow = shapes.map((shape) => `${shape}-hollow` as Icon);
const names: readonly Icon[] = [...shapes, ...hollow, ...tanks, "tank-hollow"];

type Cell = { x: number; y: number; width: number; height: number; anchorY: number; mask: true };

export const iconMapping: Readonly<Record<string, Cell>> = Object.fromEntries(
  names.map((name, i) => {
    const cell = { x: (i % COLUMNS) * CELL, y: Math.floor(i / COLUMNS) * CELL, width: CELL, height: CELL };
    return [name, { ...cell, anchorY: CELL / 2, mask: true }];
  }),
);

let atlas: HTMLCanvasElement | undefined;

/** One texture of all shapes, white, coloured when drawn. Undefined where there is no document. */
export function iconAtlas(): HTMLCanvasElement | undefined {
  if (atlas || typeof document === "undefined") return atlas;
  const canvas = document.createElement("canvas");
  canvas.width = COLUMNS * CELL;
  canvas.height = Math.ceil(names.length / COLUMNS) * CELL;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the browser gives no 2d canvas: the map's marks cannot be drawn");
  context.fillStyle = "#fff";
  context.strokeStyle = "#fff";
  for (const name of names) drawIcon(context, name);
  atlas = canvas;
  return atlas;
}

function drawIcon(context: CanvasRenderingContext2D, name: Icon): void {
  const cell = iconMapping[name];
  if (!cell) return;
  context.save();
  context.translate(cell.x + INSET, cell.y + INSET);
  context.scale((CELL - 2 * INSET) / 100, (CELL - 2 * INSET) / 100);
  if (name === "tank-hollow") drawBasin(context);
  else if (name.startsWith("tank-")) drawTank(context, Number(name.slice(5)) / 10);
  else if (name.endsWith("-hollow")) strokeShape(context, name.slice(0, -7) as Shape);
  else context.fill(new Path2D(SHAPES[name as Shape]));
  context.restore();
}

function strokeShape(context: CanvasRenderingContext2D, shape: Shape): void {
  const path = new Path2D(SHAPES[shape]);
  context.clip(path);
  context.lineWidth = 30;
  context.stroke(path);
}

/** A basin that fills up: outline always, water as high as the share. */
function drawTank(context: CanvasRenderingContext2D, share: number): void {
  drawBasin(context);
  const height = 66 * share;
  context.fillRect(20, 80 - height, 60, Math.max(height, 3));
}

function drawBasin(context: CanvasRenderingContext2D): void {
  context.lineWidth = 9;
  context.lineJoin = "round";
  context.stroke(new Path2D("M10 14V86H90V14"));
}

/** Path of a mark for the legend's SVG, in the same box. */
export function markPath(mark: Mark): string | undefined {
  if (mark === "tank") return "M6 14V90H94V14H84V80H16V14zM24 46H76V74H24z";
  return Object.hasOwn(SHAPES, mark) ? SHAPES[mark as Shape] : undefined;
}
