import type { TrackColumns } from "#components/map/view.ts";
import { type Figure, figureFrom, type Part } from "#lib/figure/model.ts";

/** How many are under way; whose speed nobody reported says nothing. `total`: of the kind, those unheard of too. */
export function movingFigure(tracks: TrackColumns, total: number, fasterThanKmh: number): Figure {
  const parts = Array.from({ length: tracks.count }, (_, i): Part<number> => {
    const speed = tracks.speedKmh[i] ?? Number.NaN;
    return {
      of: speed,
      isKnown: !tracks.doubt[i] && Number.isFinite(speed),
      time: tracks.timeMs[i] ?? 0,
      simulated: tracks.simulated[i] === 1,
    };
  });
  return figureFrom(parts, total, (speeds) => speeds.filter((speed) => speed >= fasterThanKmh).length);
}
