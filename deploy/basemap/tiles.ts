import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Feature, writeFeatures } from "./geojson.ts";
import { run, type Sources } from "./sources.ts";

export type TileSet = {
  layers: Readonly<Record<string, readonly Feature[]>>;
  zooms: readonly [number, number];
};

/** Cuts each set with tippecanoe and joins them into one PMTiles archive. */
export function writeTiles(sources: Sources, sets: readonly TileSet[], output: string): void {
  const folder = join(sources.debian, "../../tiles");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const parts = sets.map((set, i) => cut(sources, set, join(folder, `set${i}`)));
  rmSync(output, { force: true });
  runTool(sources, "tile-join", [
    "--force",
    "--quiet",
    "--no-tile-size-limit",
    "--name=Hải Đăng",
    "--attribution=GSHHG, Natural Earth",
    `--output=${output}`,
    ...parts,
  ]);
}

function cut(sources: Sources, set: TileSet, base: string): string {
  const inputs = Object.entries(set.layers).map(([name, features]) => {
    const file = `${base}-${name}.geojson`;
    writeFeatures(file, features, 6);
    return `--named-layer=${name}:${file}`;
  });
  const output = `${base}.pmtiles`;
  runTool(sources, "tippecanoe", [
    "--force",
    "--quiet",
    `--output=${output}`,
    `--minimum-zoom=${set.zooms[0]}`,
    `--maximum-zoom=${set.zooms[1]}`,
    "--simplification=4",
    "--simplification-at-maximum-zoom=2",
    "--no-simplification-of-shared-nodes",
    "--no-tiny-polygon-reduction",
    "--no-feature-limit",
    "--no-tile-size-limit",
    "--preserve-input-order",
    ...inputs,
  ]);
  return output;
}

function runTool({ debian }: Sources, tool: string, args: readonly string[]): void {
  const libraries = join(debian, "usr/lib/x86_64-linux-gnu");
  const loader = join(libraries, "ld-linux-x86-64.so.2");
  run(loader, ["--library-path", libraries, join(debian, "usr/bin", tool), ...args]);
}
