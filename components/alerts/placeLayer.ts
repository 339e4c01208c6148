import { ScatterplotLayer } from "@deck.gl/layers";
import type { MapLayer } from "#components/map/layers/layer.ts";
import { ABOVE_ALL, markLayers } from "#components/map/marks.ts";
import { bytes, PALETTES } from "#components/map/palette.ts";
import { inBoth } from "#components/map/readout.ts";
import { formatOf } from "#lib/i18n/format.ts";
import type { LonLat, Neighbour } from "./nearby.ts";
import { isCamera } from "./nearby.ts";

/** The place of an alert in a ring, and what stands around it. */
export function placeLayer(place: LonLat, neighbours: readonly Neighbour[]): MapLayer {
  const columns = {
    count: neighbours.length,
    lonLat: new Float64Array(neighbours.flatMap(({ asset }) => [asset.lon ?? 0, asset.lat ?? 0])),
  };
  const title = { vi: "Nơi báo và lân cận", en: "Where it rang, and around" };
  return {
    id: "alert-place",
    title,
    order: 10,
    needs: {},
    legend: () => [],
    build: (_, paint) => [
      ...markLayers(
        {
          id: "alert-place/near",
          columns,
          icon: (i) => (neighbours[i] && isCamera(neighbours[i]) ? "square" : "circle"),
          color: () => PALETTES[paint.theme].neutral,
          size: () => 9,
        },
        paint,
      ),
      new ScatterplotLayer({
        id: "alert-place/here",
        data: [place],
        getPosition: (at: LonLat) => [at[0], at[1]],
        getRadius: 18 * paint.scale,
        radiusUnits: "pixels",
        filled: false,
        stroked: true,
        getLineColor: bytes(PALETTES[paint.theme].ink),
        getLineWidth: 2.5 * paint.scale,
        lineWidthUnits: "pixels",
        parameters: ABOVE_ALL,
      }),
    ],
    card: ({ now }, { index, layer }) => {
      const found = layer?.id.startsWith("alert-place/near") ? neighbours[index] : undefined;
      if (!found) return undefined;
      const { asset } = found;
      return {
        assetId: asset.id,
        name: asset.nameVi,
        title,
        value: inBoth((language) => formatOf(language).quantity(found.km, "km", 1)),
        timeMs: now,
        source: "",
        doubt: null,
        simulated: asset.illustrative,
        lonLat: [asset.lon ?? 0, asset.lat ?? 0],
      };
    },
  };
}
