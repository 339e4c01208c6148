/**
 * Builds the basemap that the program ships: `node deploy/basemap/build.ts [cache folder]`.
 * Everything comes from the npm registry and the Debian archive; the result in public/map is committed,
 * so that only a change of the map needs this. About a minute and 60 MB of downloads. x86-64 Linux.
 */
import { mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { contextLand } from "./context.ts";
import { type Feature, feature, writeFeatures } from "./geojson.ts";
import { type Chain, type Frame, readRivers, readShores, SEA_SHORE } from "./gshhg.ts";
import { labelFeatures } from "./labels.ts";
import { writeLocator } from "./locator.ts";
import { townFeatures } from "./places.ts";
import { type ProvinceShapes, provinceShapes } from "./provinces.ts";
import { contains, corners, joinChains, seaPolygons } from "./rings.ts";
import { riverFeatures } from "./rivers.ts";
import { fetchSources, type Sources } from "./sources.ts";
import { type TileSet, writeTiles } from "./tiles.ts";

/** The region for country views, and Việt Nam with its seas for province views. */
const REGION: Frame = [92, -2, 128, 30];
const VIETNAM: Frame = [101, 6, 119, 25];
const OUTPUT = resolve(import.meta.dirname, "../../public/map");

const sources = fetchSources(resolve(process.argv[2] ?? join(tmpdir(), "hai-dang-basemap")));
mkdirSync(OUTPUT, { recursive: true });

const shores = joinChains(await readShores(sources, VIETNAM));
const shapes = provinceShapes(sources, onSea(shores));
const near = await tileSet(sources, VIETNAM, [7, 10], shapes);
const far = await tileSet(sources, REGION, [0, 6], shapes);

writeTiles(sources, [far, near], join(OUTPUT, "basemap.pmtiles"));
writeFeatures(join(OUTPUT, "context.geojson"), contextLand(sources, REGION), 2);
writeFeatures(join(OUTPUT, "labels.geojson"), labelFeatures(shapes.mainlands, townFeatures(sources)), 4);
writeLocator(resolve(OUTPUT, "../../components/map/locator.json"), shapes.country);

for (const file of ["basemap.pmtiles", "context.geojson", "labels.geojson"]) {
  console.log(`${file}\t${Math.round(statSync(join(OUTPUT, file)).size / 1024)} kB`);
}

async function tileSet(
  from: Sources,
  frame: Frame,
  zooms: readonly [number, number],
  { provinces, borders }: ProvinceShapes,
): Promise<TileSet> {
  const chains = joinChains(await readShores(from, frame));
  const rivers = joinChains(await readRivers(from, frame));
  const layers: Record<string, Feature[]> = {
    land: [feature({}, { type: "Polygon", coordinates: [corners(frame)] })],
    province: provinces,
    river: riverFeatures(rivers),
    lake: lakes(chains, frame),
    border: borders,
    sea: seaPolygons(onSea(chains), frame).map((coordinates) =>
      feature({}, { type: "Polygon", coordinates }),
    ),
    coast: chains.map(({ level, points }) =>
      feature({ level }, { type: "LineString", coordinates: points }, level === SEA_SHORE ? 0 : 5),
    ),
  };
  return { layers, zooms };
}

function onSea(chains: readonly Chain[]): Chain[] {
  return chains.filter(({ level }) => level === SEA_SHORE);
}

/** Lakes with their islands. A lake cut by the frame's edge is left out: it is far from anyone's map. */
function lakes(chains: readonly Chain[], frame: Frame): Feature[] {
  const inner = chains.filter(({ level, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    return level > SEA_SHORE && first?.[0] === last?.[0] && first?.[1] === last?.[1];
  });
  const [west, south, east, north] = frame;
  const inFrame = inner.filter(({ points }) =>
    points.every(([x, y]) => x > west && x < east && y > south && y < north),
  );
  const islands = inFrame.filter(({ level }) => level === 3);
  return inFrame
    .filter(({ level }) => level === 2)
    .map(({ points }) =>
      feature(
        {},
        {
          type: "Polygon",
          coordinates: [
            points,
            ...islands.filter((island) => contains(points, island.points[0])).map((each) => each.points),
          ],
        },
      ),
    );
}
