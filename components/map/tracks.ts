import type { Layer } from "@deck.gl/core";
import { PathLayer } from "@deck.gl/layers";
import { formatOf } from "#lib/i18n/format.ts";
import type { Words } from "#lib/i18n/model.ts";
import { MOVER_PERIOD_S } from "#lib/position/trail.ts";
import { isGap } from "#lib/reading/gap.ts";
import type { Shape } from "./icons.ts";
import type { Card, Paint } from "./layers/layer.ts";
import { markLayers } from "./marks.ts";
import { bytes, PALETTES } from "./palette.ts";
import { inBoth } from "./readout.ts";
import { remember } from "./remember.ts";
import { doubtAt, type TrackColumns } from "./view.ts";

const RHYTHM = { periodS: MOVER_PERIOD_S, stepS: 0 };

export type Movers = {
  /** The map layer's id. */
  id: string;
  shape: Shape;
  color: "vessel" | "bus";
  size: number;
  /** A path grows transparent over this time, back from its newest position. */
  fadeMs: number;
};

/** Things that move: where they came from as a line that fades, and where they point. */
export function moverLayers(movers: Movers, tracks: TrackColumns, paint: Paint): Layer[] {
  if (tracks.count === 0) return [];
  const palette = PALETTES[paint.theme];
  const marks = markLayers(
    {
      id: `${movers.id}/mark`,
      columns: tracks,
      icon: (i) => (tracks.doubt[i] ? `${movers.shape}-hollow` : movers.shape),
      color: (i) => (tracks.doubt[i] ? palette.stale : palette[movers.color]),
      size: () => movers.size,
      turn: (i) => finiteOr(tracks.courseDeg[i], 0),
    },
    paint,
  );
  if (tracks.path.length === 0) return marks;
  const data = remember(tracks, `${movers.id} path ${paint.theme}`, () => fadingPaths(movers, tracks, paint));
  const path = new PathLayer({
    id: `${movers.id}/track`,
    data: data as never,
    _pathType: "open",
    widthUnits: "pixels",
    getWidth: 1.3 * paint.scale,
    jointRounded: true,
    capRounded: true,
    positionFormat: "XY",
  });
  return [path, ...marks];
}

/** The colour of a vertex is that of the stretch that leaves it: across a gap it is clear. */
export function fadingPaths(
  { color, fadeMs }: Pick<Movers, "color" | "fadeMs">,
  tracks: TrackColumns,
  { theme }: Pick<Paint, "theme">,
) {
  const palette = PALETTES[theme];
  const vertices = tracks.path.length / 2;
  const colors = new Uint8Array(vertices * 4);
  for (let i = 0; i < tracks.count; i++) {
    const [from, to] = [tracks.pathStart[i] ?? 0, tracks.pathStart[i + 1] ?? 0];
    const newest = tracks.pathTimeMs[to - 1] ?? 0;
    const paintOf = tracks.doubt[i] ? palette.stale : palette[color];
    for (let vertex = from; vertex < to; vertex++) {
      const time = tracks.pathTimeMs[vertex] ?? 0;
      const isBroken = vertex + 1 < to && isGap(time, tracks.pathTimeMs[vertex + 1] ?? time, RHYTHM);
      const left = isBroken ? 0 : Math.max(0, 1 - (newest - time) / fadeMs);
      colors.set(bytes(paintOf, Math.round(120 * left ** 1.5)), vertex * 4);
    }
  }
  return {
    length: tracks.count,
    startIndices: tracks.pathStart,
    attributes: { getPath: { value: tracks.path, size: 2 }, getColor: { value: colors, size: 4 } },
  };
}

export function moverCard(title: Words, tracks: TrackColumns, index: number): Card | undefined {
  const [lon, lat] = [tracks.lonLat[index * 2], tracks.lonLat[index * 2 + 1]];
  if (lon === undefined || lat === undefined) return undefined;
  const speed = tracks.speedKmh[index] ?? Number.NaN;
  const course = tracks.courseDeg[index] ?? Number.NaN;
  const card: Card = {
    assetId: tracks.assetIds[index] ?? 0,
    name: tracks.names[index] ?? "",
    title,
    value: Number.isFinite(speed)
      ? inBoth((language) => formatOf(language).quantity(speed, "km/h", 0))
      : { vi: "không rõ tốc độ", en: "speed not reported" },
    timeMs: tracks.timeMs[index] ?? 0,
    source: tracks.sources[index] ?? "",
    doubt: doubtAt(tracks, index),
    simulated: tracks.simulated[index] === 1,
    lonLat: [lon, lat],
  };
  if (!Number.isFinite(course)) return card;
  const degrees = `${Math.round(course)}°`;
  return { ...card, note: { vi: `Hướng ${degrees}`, en: `Course ${degrees}` } };
}

function finiteOr(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) ? value : otherwise;
}
