import { markLayers } from "#components/map/marks.ts";
import { PALETTES } from "#components/map/palette.ts";
import { remember } from "#components/map/remember.ts";
import type { AssetColumns } from "#components/map/view.ts";
import type { MapLayer } from "./layer.ts";

const title = { vi: "Thiết bị chưa xác nhận", en: "Unconfirmed devices" };

export default {
  id: "unconfirmed",
  title,
  order: 100,
  needs: {},

  legend: ({ theme }) => [{ mark: "pin", colors: [PALETTES[theme].textSovereign], label: title }],

  build: ({ assets }, paint) =>
    markLayers(
      {
        id: "unconfirmed/device",
        columns: unconfirmed(assets),
        icon: () => "pin-hollow",
        color: () => PALETTES[paint.theme].textSovereign,
        size: () => 22,
      },
      paint,
    ),

  labels: ({ assets }, paint) => {
    const found = unconfirmed(assets);
    return found.rows.map((row, i) => ({
      lonLat: [found.lonLat[i * 2] ?? 0, found.lonLat[i * 2 + 1] ?? 0] as const,
      text: `? ${assets.keys[row] ?? ""}`,
      color: PALETTES[paint.theme].textSovereign,
      priority: 4,
      away: 14,
    }));
  },

  card: ({ assets, now }, { index }) => {
    const found = unconfirmed(assets);
    const row = found.rows[index];
    if (row === undefined) return undefined;
    return {
      assetId: assets.ids[row] ?? 0,
      name: assets.names[row] || (assets.keys[row] ?? ""),
      title,
      value: { vi: "Chờ người phụ trách xác nhận", en: "Waiting for someone to confirm it" },
      note: { vi: `Mã ${assets.keys[row]}`, en: `Key ${assets.keys[row]}` },
      timeMs: now,
      source: "",
      stale: false,
      simulated: false,
      lonLat: [found.lonLat[index * 2] ?? 0, found.lonLat[index * 2 + 1] ?? 0],
    };
  },
} satisfies MapLayer;

type Found = { count: number; lonLat: Float64Array; rows: number[] };

function unconfirmed(assets: AssetColumns): Found {
  return remember(assets, "unconfirmed", () => {
    const rows: number[] = [];
    for (let i = 0; i < assets.count; i++) {
      if (assets.unconfirmed[i] && Number.isFinite(assets.lonLat[i * 2])) rows.push(i);
    }
    const lonLat = new Float64Array(
      rows.flatMap((i) => [assets.lonLat[i * 2] ?? 0, assets.lonLat[i * 2 + 1] ?? 0]),
    );
    return { count: rows.length, lonLat, rows };
  });
}
