"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLayerView, useRegister } from "#components/live/hooks.ts";
import { mapLayers, needsOf } from "#components/map/layers/catalog.ts";
import { MapView } from "#components/map/MapView.tsx";
import { PALETTES, type ThemeName } from "#components/map/palette.ts";
import { useText } from "#components/shell/language.tsx";
import type { LonLat, Neighbour } from "./nearby.ts";
import style from "./PlaceMap.module.css";
import { placeLayer } from "./placeLayer.ts";

type Props = { place: LonLat; metric: string | undefined; neighbours: readonly Neighbour[] };

/** Shows fifteen kilometres around. */
const ZOOM = 12;
/** Whoever leafs through alerts shall not build a map for each. */
const REST_MS = 400;

/** A small map of where it rang, fetched and built only when it comes into view. */
export function PlaceMap({ place, metric, neighbours }: Props) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  const settled = useSettled(place, REST_MS);

  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const watch = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? false), {
      rootMargin: "80px",
    });
    watch.observe(current);
    return () => watch.disconnect();
  }, []);

  return (
    <section ref={box} className={style.box} aria-label={t("nearby.map")}>
      {seen && settled && <Live place={settled} metric={metric} neighbours={neighbours} />}
    </section>
  );
}

function Live({ place, metric, neighbours }: Props) {
  const register = useRegister();
  const theme = pageTheme();
  const [lon, lat] = place;
  const layers = useMemo(
    () => [
      ...mapLayers.filter((layer) => metric !== undefined && layer.needs.metrics?.includes(metric)),
      placeLayer([lon, lat], neighbours),
    ],
    [lon, lat, metric, neighbours],
  );
  const view = useLayerView(useMemo(() => needsOf(layers), [layers]));
  const camera = useMemo(() => ({ longitude: lon, latitude: lat, zoom: ZOOM }), [lon, lat]);
  return (
    <MapView
      layers={layers}
      view={view}
      initialViewState={camera}
      province={register?.payload.province?.code}
      theme={theme}
      legend={false}
      locator={false}
    />
  );
}

function useSettled(place: LonLat, ms: number): LonLat | undefined {
  const [settled, setSettled] = useState<LonLat>();
  const [lon, lat] = place;
  useEffect(() => {
    const timer = setTimeout(() => setSettled([lon, lat]), ms);
    return () => clearTimeout(timer);
  }, [lon, lat, ms]);
  return settled;
}

/** Drawn in the browser alone: the page's own theme is there to be read. */
function pageTheme(): ThemeName {
  const named = document.documentElement.dataset.theme ?? "";
  return named in PALETTES ? (named as ThemeName) : "van-hanh";
}
