import type { NewWall } from "./sql.ts";

/**
 * The first wall of an installation. Panels choose their objects by metric and kind, never by name,
 * so it fits any province. 48 × 24 cells below the header.
 */
export const overview: NewWall = {
  id: "overview",
  nameVi: "Toàn cảnh",
  nameEn: "Overview",
  layout: {
    theme: "van-hanh",
    columns: 48,
    rows: 24,
    panels: [
      tile("rain", [1, 1], "metric", { metric: "rain_1h", statistic: "max" }),
      tile("rivers", [6, 1], "levels", {
        metric: "water_level",
        title: { vi: "Trạm sông vượt báo động", en: "River gauges above alarm" },
      }),
      tile("reservoirs", [1, 5], "metric", { metric: "reservoir_volume_pct", statistic: "max" }),
      tile("air", [6, 5], "metric", { metric: "vn_aqi", statistic: "max" }),
      tile("vessels", [1, 9], "moving", {
        assets: "vessel",
        title: { vi: "Tàu cá đang hành trình", en: "Fishing vessels under way" },
      }),
      tile("one-stop", [6, 9], "on-time", { type: "dossier" }),
      tile("reports", [1, 13], "open-records", {
        type: "report_1022",
        states: ["Mới", "Đã tiếp nhận", "Đang xử lý", "Chờ duyệt"],
        title: { vi: "Phản ánh 1022", en: "1022 reports" },
      }),
      tile("soc", [6, 13], "severity", {
        type: "soc_alert",
        states: ["Mới", "Đang phân tích", "Đang xử lý"],
        title: { vi: "Cảnh báo SOC", en: "SOC alerts" },
      }),
      {
        id: "map",
        kind: "map",
        area: { column: 11, row: 1, width: 26, height: 16 },
        config: {
          layers: ["rain-heatmap", "rain-columns", "river-levels", "air-quality", "buses", "vessels"],
        },
      },
      {
        id: "alerts",
        kind: "alerts",
        area: { column: 37, row: 1, width: 12, height: 10 },
        config: { limit: 30 },
      },
      {
        id: "gauges",
        kind: "bars",
        area: { column: 37, row: 11, width: 12, height: 7 },
        config: { metric: "water_level", limit: 8 },
      },
      trend("river-1", 1, { metric: "water_level", limit: 1, hours: 24 }),
      trend("river-2", 10, { metric: "water_level", limit: 1, skip: 1, hours: 24 }),
      trend("rain-trend", 19, { metric: "rain_1h", limit: 3, hours: 24 }),
      trend("tide", 28, { metric: "tide_level", limit: 1, hours: 48 }),
      {
        id: "records",
        kind: "records",
        area: { column: 37, row: 18, width: 12, height: 5 },
        config: { limit: 20 },
      },
      { id: "feeds", kind: "feeds", area: { column: 1, row: 23, width: 48, height: 2 }, config: {} },
    ],
  },
};

type Placed = NewWall["layout"]["panels"][number];

function tile(id: string, [column, row]: [number, number], kind: string, config: Placed["config"]): Placed {
  return { id, kind, area: { column, row, width: 5, height: 4 }, config };
}

function trend(id: string, column: number, config: Placed["config"]): Placed {
  return { id, kind: "trend", area: { column, row: 17, width: 9, height: 6 }, config };
}
