import { type PositionColumns, positionColumns } from "#lib/reading/frame.ts";
import type { Position } from "#lib/reading/model.ts";
import type { Delivery } from "../delivery.ts";

export type GatheredPositions = {
  positions: Position[];
  owners: number[];
  /** Owners of the positions that repeat an asset and instant of this very batch: the first stays. */
  repeated: number[];
};

export function gatherPositions(deliveries: readonly Delivery[]): GatheredPositions {
  const all: { position: Position; owner: number }[] = [];
  for (let owner = 0; owner < deliveries.length; owner++)
    for (const position of (deliveries[owner] as Delivery).positions) all.push({ position, owner });
  for (const { position } of all) assertStorable(position);
  all.sort((a, b) => a.position.assetId - b.position.assetId || a.position.time - b.position.time);
  const gathered: GatheredPositions = { positions: [], owners: [], repeated: [] };
  for (const { position, owner } of all) {
    const last = gathered.positions.at(-1);
    if (last?.assetId === position.assetId && last.time === position.time) gathered.repeated.push(owner);
    else {
      gathered.positions.push(position);
      gathered.owners.push(owner);
    }
  }
  return gathered;
}

function assertStorable(p: Position): void {
  if (Number.isFinite(p.time) && Number.isFinite(p.lon) && Number.isFinite(p.lat) && p.assetId > 0) return;
  throw new RangeError(`position not storable: asset ${p.assetId}, time ${p.time}, ${p.lon} ${p.lat}`);
}

export function positionColumnsOf(positions: readonly Position[]): PositionColumns {
  const columns = positionColumns(positions.length);
  positions.forEach((position, i) => {
    columns.ids[i] = position.assetId;
    columns.time[i] = Math.round(position.time);
    columns.lon[i] = position.lon;
    columns.lat[i] = position.lat;
    columns.speed[i] = position.speed ?? Number.NaN;
    columns.course[i] = position.course ?? Number.NaN;
    columns.quality[i] = position.quality;
  });
  return columns;
}

/** The newest position of each asset, from positions ascending by asset and time. */
export function newestPositionsOf(positions: readonly Position[]): Position[] {
  return positions.filter((position, i) => positions[i + 1]?.assetId !== position.assetId);
}
