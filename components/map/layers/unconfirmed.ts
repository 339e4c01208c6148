import { markLayers } from "#components/map/marks.ts";
import { PALETTES } from "#components/map/palette.ts";
import type { TrialColumns } from "#components/map/view.ts";
import type { MapLayer } from "./layer.ts";

const title = { vi: "Thiết bị chưa xác nhận", en: "Unconfirmed devices" };
const TESTING = { vi: "Đang thử, chưa dùng cho tỉnh", en: "On test, not in use by the province" };
const WAITING = { vi: "Chờ người phụ trách xác nhận", en: "Waiting for someone to confirm it" };

export default {
  id: "unconfirmed",
  title,
  order: 100,
  needs: {},

  legend: ({ theme }) => [{ mark: "pin", colors: [PALETTES[theme].textSovereign], label: title }],

  build: ({ onTrial }, paint) =>
    markLayers(
      {
        id: "unconfirmed/device",
        columns: onTrial,
        icon: () => "pin-hollow",
        color: () => PALETTES[paint.theme].textSovereign,
        size: () => 22,
      },
      paint,
    ),

  labels: ({ onTrial }, paint) =>
    onTrial.keys.map((key, i) => ({
      lonLat: placeOf(onTrial, i),
      text: `? ${key}`,
      color: PALETTES[paint.theme].textSovereign,
      priority: 4,
      away: 14,
    })),

  card: ({ onTrial, now }, { index }) => {
    const key = onTrial.keys[index];
    if (key === undefined) return undefined;
    return {
      assetId: onTrial.ids[index] ?? 0,
      name: onTrial.names[index] || key,
      title,
      value: onTrial.testing[index] ? TESTING : WAITING,
      note: { vi: `Mã ${key}`, en: `Key ${key}` },
      timeMs: now,
      source: "",
      doubt: null,
      simulated: false,
      lonLat: placeOf(onTrial, index),
    };
  },
} satisfies MapLayer;

function placeOf({ lonLat }: TrialColumns, i: number): [number, number] {
  return [lonLat[i * 2] ?? 0, lonLat[i * 2 + 1] ?? 0];
}
