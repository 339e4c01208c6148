import { Quality } from "#lib/reading/model.ts";
import type { Place, Spot } from "./address.ts";
import type { Batch, PositionDraft } from "./batch.ts";

const HOUR = 3_600_000;
/** A receiver that stands still may wander so far. */
const WANDER_KM = 0.3;
const KM_PER_DEGREE = 111.2;

/** What can be judged of a moving thing once its kind is known: its speed, and a place that it cannot have reached. */
export function move(batch: Batch): void {
  for (const draft of batch.positions) {
    if (draft.refused) continue;
    const spot = draft.address.spot as Spot;
    const fastest = spot.fastest;
    if (draft.speed !== null && draft.speed > fastest) {
      draft.into.received++;
      draft.into.refuse(
        "impossible_value",
        `${draft.speed} km/h, a ${spot.kind} does ${fastest}`,
        draft.index,
      );
      draft.speed = null;
    }
    if (isTooFar(draft, spot, fastest)) draft.quality |= Quality.tooFast;
  }
}

/** As with readings: a spike stands alone, a second place near the first one confirms it. */
function isTooFar(draft: PositionDraft, spot: Spot, fastest: number): boolean {
  const { last, odd } = spot;
  if (last !== null && !(draft.time > last.time)) return false;
  if (last === null) spot.last = placeOf(draft);
  else if (isNear(draft, last, fastest) || (odd !== null && isNear(draft, odd, fastest))) keep(last, draft);
  else {
    spot.odd = placeOf(draft);
    return true;
  }
  spot.odd = null;
  return false;
}

function placeOf({ time, lon, lat }: PositionDraft): Place {
  return { time, lon, lat };
}

function keep(place: Place, { time, lon, lat }: PositionDraft): void {
  place.time = time;
  place.lon = lon;
  place.lat = lat;
}

function isNear(draft: PositionDraft, from: Place, fastest: number): boolean {
  const hours = (draft.time - from.time) / HOUR;
  return hours > 0 && kmBetween(draft, from) <= WANDER_KM + fastest * hours;
}

/** On a plane: what matters is far within a degree, or much too far. */
function kmBetween(a: PositionDraft, b: Place): number {
  const east = (((a.lon - b.lon + 540) % 360) - 180) * Math.cos(((a.lat + b.lat) * Math.PI) / 360);
  return Math.sqrt(east * east + (a.lat - b.lat) ** 2) * KM_PER_DEGREE;
}
