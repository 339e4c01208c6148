import { join } from "node:path";
import type { Sources } from "./sources.ts";

export type Position = [number, number];
/** Whole degrees: west, south, east, north. */
export type Frame = readonly [number, number, number, number];

/** A piece of shore inside one bin. Land lies on the left of its direction, at every level. */
export type Chain = { level: number; points: Position[] };

/** 1 = shore of the sea, 2 = of a lake, 3 = of an island in a lake, 4 = of a pond on that. */
export const SEA_SHORE = 1;

type Dataset = { value: ArrayLike<number>; slice(range: [number, number][]): ArrayLike<number> };
type H5File = { get(name: string): Dataset; close(): void };
type H5 = { ready: Promise<unknown>; File: new (path: string, mode: string) => H5File };

/** Bins are 1° × 1°, rows from the north; points are 1/65535 of a bin from its south-west corner. */
const UNITS_PER_DEGREE = 65535;

export async function readShores(sources: Sources, frame: Frame): Promise<Chain[]> {
  const file = await open(sources, "binned_GSHHS_f.nc");
  const info = file.get("Embedded_npts_levels_exit_entry_for_a_segment").value;
  const chains = readBins(file, frame, (segment) => {
    const packed = info[segment] ?? 0;
    return { count: packed >> 9, level: (packed >> 6) & 7 };
  });
  file.close();
  return chains;
}

/** Levels 1–4 are permanent rivers from major to minor, 5 small ones, 6–8 seasonal, 9–11 canals. */
export async function readRivers(sources: Sources, frame: Frame): Promise<Chain[]> {
  const file = await open(sources, "binned_river_f.nc");
  const counts = file.get("N_points_for_a_segment").value;
  const levels = file.get("Hierarchial_level_of_a_segment").value;
  const chains = readBins(file, frame, (segment) => ({
    count: counts[segment] ?? 0,
    level: levels[segment] ?? 0,
  }));
  file.close();
  return chains;
}

async function open(sources: Sources, name: string): Promise<H5File> {
  const loaded = (await import(sources.packagePath("h5wasm/dist/node/hdf5_hl.js"))) as { default: H5 };
  await loaded.default.ready;
  return new loaded.default.File(join(sources.gshhg, name), "r");
}

function readBins(
  file: H5File,
  [west, south, east, north]: Frame,
  segmentInfo: (segment: number) => { count: number; level: number },
): Chain[] {
  const firstSegment = file.get("Id_of_first_segment_in_a_bin").value;
  const segmentCount = file.get("N_segments_in_a_bin").value;
  const firstPoint = file.get("Id_of_first_point_in_a_segment").value;
  const x = file.get("Relative_longitude_from_SW_corner_of_bin").value;
  const y = file.get("Relative_latitude_from_SW_corner_of_bin").value;
  const chains: Chain[] = [];
  for (let lat = south; lat < north; lat++) {
    for (let lon = west; lon < east; lon++) {
      const bin = (89 - lat) * 360 + lon;
      const first = firstSegment[bin] ?? 0;
      for (let segment = first; segment < first + (segmentCount[bin] ?? 0); segment++) {
        const { count, level } = segmentInfo(segment);
        const start = firstPoint[segment] ?? 0;
        const points: Position[] = [];
        for (let i = start; i < start + count; i++) {
          points.push([
            lon + ((x[i] ?? 0) & 0xffff) / UNITS_PER_DEGREE,
            lat + ((y[i] ?? 0) & 0xffff) / UNITS_PER_DEGREE,
          ]);
        }
        if (points.length > 1) chains.push({ level, points });
      }
    }
  }
  return chains;
}
