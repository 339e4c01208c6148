import type { Place } from "#ingest/demo/physics/geo.ts";
import type { ZoneInput } from "#lib/zone/model.ts";

const KM_A_DEGREE = 111.195;
const CORNERS = 32;

/** A ring of corners around a place, closed. */
export function circle({ lat, lon }: Place, km: number): ZoneInput["shape"] {
  const east = KM_A_DEGREE * Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: CORNERS + 1 }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * (i % CORNERS)) / CORNERS;
    return [round(lon + (km * Math.cos(angle)) / east), round(lat + (km * Math.sin(angle)) / KM_A_DEGREE)];
  });
  return { type: "Polygon", coordinates: [ring] };
}

function round(degrees: number): number {
  return Number(degrees.toFixed(5));
}

/** Circles around berths, for show: where a vessel may switch its device off. */
const ports: readonly (readonly [id: string, vi: string, en: string, place: Place, km: number])[] = [
  ["demo-cang-quy-nhon", "Cảng cá Quy Nhơn", "Quy Nhon fishing port", { lat: 13.7685, lon: 109.243 }, 2.5],
  ["demo-cang-de-gi", "Cảng cá Đề Gi", "De Gi fishing port", { lat: 14.1205, lon: 109.2095 }, 2],
  ["demo-cang-tam-quan", "Cảng cá Tam Quan", "Tam Quan fishing port", { lat: 14.572, lon: 109.0715 }, 2],
];

export const zones: readonly ZoneInput[] = ports.map(([id, vi, en, place, km]) => ({
  id,
  kind: "port",
  nameVi: `${vi} (vùng minh họa)`,
  nameEn: `${en} (for show)`,
  shape: circle(place, km),
  validFrom: "2025-07-01",
  source: "Vẽ minh họa, không phải ranh giới pháp lý",
  simulated: true,
}));
