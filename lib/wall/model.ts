import { z } from "zod";

/** A wall is a row: a grid of panels. Each panel's own file owns the schema of its `config`. */

export const themes = ["van-hanh", "trinh-dien", "sang"] as const;
export type Theme = (typeof themes)[number];

const MOST_CELLS = 48;
const cell = z.int().min(1).max(MOST_CELLS);

/** Place on the grid, counted from 1 as CSS does. */
const areaSchema = z.strictObject({ column: cell, row: cell, width: cell, height: cell });
export type Area = z.infer<typeof areaSchema>;

const ident = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

const placedPanelSchema = z.strictObject({
  /** Unique on the wall. */
  id: ident,
  /** Name of a file in components/panels. */
  kind: ident,
  area: areaSchema,
  config: z.record(z.string(), z.json()).default({}),
});
export type PlacedPanel = z.infer<typeof placedPanelSchema>;

export const wallLayoutSchema = z
  .strictObject({
    theme: z.enum(themes).default("van-hanh"),
    columns: cell,
    rows: cell,
    panels: z.array(placedPanelSchema).min(1).max(60),
  })
  .superRefine((layout, context) => {
    for (const problem of problems(layout)) context.addIssue({ code: "custom", message: problem });
  });
export type WallLayout = z.infer<typeof wallLayoutSchema>;

/** What a wall row may be written as; defaults may be left out. */
export type WallLayoutInput = z.input<typeof wallLayoutSchema>;

export type Wall = { id: string; nameVi: string; nameEn: string; layout: WallLayout };

function problems({ columns, rows, panels }: Pick<WallLayout, "columns" | "rows" | "panels">): string[] {
  const found: string[] = [];
  panels.forEach((panel, i) => {
    const { area } = panel;
    if (area.column + area.width - 1 > columns || area.row + area.height - 1 > rows) {
      found.push(`panel ${panel.id} reaches outside the ${columns} × ${rows} grid`);
    }
    for (const other of panels.slice(0, i)) {
      if (other.id === panel.id) found.push(`two panels are called ${panel.id}`);
      if (overlap(area, other.area)) found.push(`panels ${other.id} and ${panel.id} overlap`);
    }
  });
  return found;
}

function overlap(a: Area, b: Area): boolean {
  const apart =
    a.column + a.width <= b.column ||
    b.column + b.width <= a.column ||
    a.row + a.height <= b.row ||
    b.row + b.height <= a.row;
  return !apart;
}
