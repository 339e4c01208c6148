"use client";
import { useMemo } from "react";
import { useRegister, useTracks } from "#components/live/hooks.ts";
import { useText } from "#components/shell/language.tsx";
import type { AlertRow } from "#lib/alert/model.ts";
import { Nearby } from "./Nearby.tsx";
import { type LonLat, NEAR_KM, neighboursOf } from "./nearby.ts";
import { PlaceMap } from "./PlaceMap.tsx";
import style from "./Surroundings.module.css";

type Asset = NonNullable<AlertRow["asset"]>;

/** Where it is and what stands there; nothing for alerts of a feed as a whole. */
export function Surroundings({ row }: { row: AlertRow }) {
  const { asset } = row;
  if (!asset) return null;
  const { lon, lat } = asset;
  if (lon === null || lat === null) return <Moving row={row} asset={asset} />;
  return <Around row={row} lon={lon} lat={lat} />;
}

/** What moves is where it was seen last, to a kilometre: the picture shall not run after it. */
function Moving({ row, asset }: { row: AlertRow; asset: Asset }) {
  const tracks = useTracks(asset.kind);
  const at = row.assetId === null ? -1 : tracks.assetIds.indexOf(row.assetId);
  const [lon, lat] = [tracks.lonLat[at * 2], tracks.lonLat[at * 2 + 1]];
  if (at < 0 || lon === undefined || lat === undefined) return null;
  return <Around row={row} lon={Math.round(lon * 100) / 100} lat={Math.round(lat * 100) / 100} />;
}

function Around({ row, lon, lat }: { row: AlertRow; lon: number; lat: number }) {
  const t = useText();
  const register = useRegister();
  const place: LonLat = useMemo(() => [lon, lat], [lon, lat]);
  const neighbours = useMemo(
    () => (register ? neighboursOf(register, place, row.assetId) : []),
    [register, place, row.assetId],
  );
  return (
    <section>
      <h3>
        {t("nearby.title")} <span>{t("nearby.within", { km: NEAR_KM })}</span>
      </h3>
      <div className={style.around}>
        <PlaceMap place={place} metric={row.metric?.id} neighbours={neighbours} />
        {register && <Nearby neighbours={neighbours} />}
      </div>
    </section>
  );
}
