import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mapLayerById } from "#components/map/layers/catalog.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { overview } from "#lib/wall/overview.ts";
import blueprint from "./_blueprint.tsx";
import { panelKind, panelKinds } from "./catalog.ts";

describe.each([...panelKinds, blueprint].map((kind) => [kind.id, kind] as const))("panel %s", (id, kind) => {
  it("is called like its file", () => {
    expect(readdirSync("components/panels")).toContain(`${id}.tsx`);
  });

  it("says in both languages what it is", () => {
    for (const text of [kind.title.vi, kind.title.en, kind.about.vi, kind.about.en]) {
      expect(text.trim()).not.toBe("");
    }
  });

  it("accepts its own example and refuses a field that nobody knows", () => {
    expect(kind.schema.safeParse(kind.example).error?.issues ?? []).toEqual([]);
    expect(kind.schema.safeParse({ ...(kind.example as object), unheardOf: 1 }).success).toBe(false);
  });
});

describe("the overview wall", () => {
  it.each(overview.layout.panels.map((panel) => [panel.id, panel] as const))(
    "has a valid %s",
    (_id, panel) => {
      const kind = panelKind(panel.kind);
      expect(kind, panel.kind).toBeDefined();
      expect(kind?.schema.safeParse(panel.config).error?.issues ?? []).toEqual([]);
      const { metric, layers = [] } = panel.config as { metric?: string; layers?: string[] };
      if (metric !== undefined) expect(metricById(metric), metric).toBeDefined();
      for (const layer of layers) expect(mapLayerById(layer), layer).toBeDefined();
    },
  );

  it("draws no more charts than a page can afford at one redraw in ten seconds", () => {
    const charts = overview.layout.panels.filter((panel) => panel.kind === "trend");
    expect(charts.length).toBeLessThanOrEqual(6);
  });
});
