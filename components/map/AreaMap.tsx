"use client";
import "maplibre-gl/dist/maplibre-gl.css";
import { type GeoJSONSource, Map as MapLibre, Marker } from "maplibre-gl";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { BUILT_IN } from "#components/map/basemap.ts";
import { prepareMapLibre } from "#components/map/ground-loader.ts";
import type { ThemeName } from "#components/map/palette.ts";
import { mapStyle } from "#components/map/style.ts";
import { useLanguage, useText } from "#components/shell/language.tsx";
import type { Corner } from "#lib/cap/model.ts";
import type { Province } from "#lib/protocol.ts";
import style from "./AreaMap.module.css";

type Props = {
  polygon: readonly Corner[];
  /** Left out: to look at only. */
  onChange?: (next: Corner[]) => void;
  province: Province | null;
};

const SOURCE = "warning-area";
const HOME = { lon: 108.9, lat: 14.2, zoom: 7.5 };
const DIGITS = 1e5;

/** The area on the map: a click adds a corner, a corner is dragged where it belongs. Numbers stand in CornerList. */
export default function AreaMap({ polygon, onChange, province }: Props) {
  const t = useText();
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre>();
  const [failed, setFailed] = useState(false);
  const add = useEffectEvent((corner: Corner) => onChange?.([...polygon, corner]));
  const move = useEffectEvent((i: number, corner: Corner) =>
    onChange?.(polygon.map((one, j) => (i === j ? corner : one))),
  );
  const isFree = onChange !== undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: one map for the life of the sheet
  useEffect(() => {
    if (!box.current) return;
    const { lon, lat, zoom } = province?.view ?? HOME;
    try {
      prepareMapLibre();
      const made = new MapLibre({
        container: box.current,
        style: mapStyle({
          basemap: BUILT_IN,
          theme: themeNow(),
          language,
          own: province?.code,
          scale: 1,
          lift: -1,
          origin: location.origin,
        }),
        center: centreOf(polygon) ?? [lon, lat],
        zoom: polygon.length > 0 ? 9 : zoom - 1,
        minZoom: 4,
        maxZoom: 15,
        dragRotate: false,
        attributionControl: false,
        locale: { "Map.Title": t("cap.areaMap") },
      });
      made.on("load", () => {
        paint(made);
        setMap(made);
      });
      made.on("click", ({ lngLat }) => add(cornerOf(lngLat)));
      return () => made.remove();
    } catch {
      // No WebGL: corners are written as numbers beside the map.
      setFailed(true);
    }
  }, []);

  useEffect(() => {
    if (!map) return;
    (map.getSource(SOURCE) as GeoJSONSource | undefined)?.setData(shapeOf(polygon));
    const markers = polygon.map((corner, i) => {
      const element = document.createElement("div");
      element.className = style.corner as string;
      element.textContent = polygon.length > 1 ? String(i + 1) : "";
      const marker = new Marker({ element, draggable: isFree }).setLngLat([corner[1], corner[0]]).addTo(map);
      marker.on("dragend", () => move(i, cornerOf(marker.getLngLat())));
      return marker;
    });
    return () => {
      for (const marker of markers) marker.remove();
    };
  }, [map, polygon, isFree]);

  if (failed) return <p className={style.failed}>{t("cap.noMap")}</p>;
  return <div ref={box} className={style.map} />;
}

function paint(map: MapLibre): void {
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--p2").trim();
  map.addSource(SOURCE, { type: "geojson", data: shapeOf([]) });
  map.addLayer({
    id: `${SOURCE}-fill`,
    type: "fill",
    source: SOURCE,
    paint: { "fill-color": ink, "fill-opacity": 0.25 },
  });
  map.addLayer({
    id: `${SOURCE}-line`,
    type: "line",
    source: SOURCE,
    paint: { "line-color": ink, "line-width": 2 },
  });
}

function shapeOf(polygon: readonly Corner[]): GeoJSON.Feature {
  const ring = [...polygon, ...polygon.slice(0, 1)].map(([lat, lon]) => [lon, lat]);
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
}

function cornerOf({ lng, lat }: { lng: number; lat: number }): Corner {
  return [Math.round(lat * DIGITS) / DIGITS, Math.round(lng * DIGITS) / DIGITS];
}

function centreOf(polygon: readonly Corner[]): [number, number] | undefined {
  if (polygon.length === 0) return undefined;
  const mean = (place: 0 | 1) => polygon.reduce((sum, corner) => sum + corner[place], 0) / polygon.length;
  return [mean(1), mean(0)];
}

function themeNow(): ThemeName {
  const { theme } = document.documentElement.dataset;
  return theme === "trinh-dien" || theme === "sang" ? theme : "van-hanh";
}
