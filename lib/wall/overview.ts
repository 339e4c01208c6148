import type { NewWall } from "./sql.ts";

/**
 * The first wall of an installation. Panels choose their objects by metric and kind, never by name,
 * so it fits any province. 24 × 24 cells below the header.
 */
export const overview: NewWall = {
  id: "overview",
  nameVi: "Toàn cảnh",
  nameEn: "Overview",
  layout: {
    theme: "van-hanh",
    columns: 24,
    rows: 24,
    panels: [
      tile("rain", 1, 1, "metric", { metric: "rain_1h", statistic: "max" }),
      tile("rivers", 3, 1, "levels", { metric: "water_level" }),
      tile("reservoirs", 1, 5, "metric", { metric: "reservoir_volume_pct", statistic: "mean" }),
      tile("air", 3, 5, "metric", { metric: "vn_aqi", statistic: "max" }),
      tile("vessels", 1, 9, "moving", { assets: "vessel" }),
      tile("one-stop", 3, 9, "on-time", { type: "dossier" }),
      tile("reports", 1, 13, "open-records", { type: "report_1022" }),
      tile("soc", 3, 13, "severity", { type: "soc_alert" }),
      {
        id: "map",
        kind: "map",
        area: { column: 5, row: 1, width: 14, height: 16 },
        config: {
          layers: ["rain-heatmap", "rain-columns", "river-gauges", "air-quality", "buses", "vessels"],
        },
      },
      {
        id: "alerts",
        kind: "alerts",
        area: { column: 19, row: 1, width: 6, height: 9 },
        config: { limit: 40 },
      },
      {
        id: "gauges",
        kind: "bars",
        area: { column: 19, row: 10, width: 6, height: 7 },
        config: { metric: "water_level", limit: 7 },
      },
      trend("trend-river", 1, { metric: "water_level", limit: 3, hours: 24 }),
      trend("trend-rain", 7, { metric: "rain_1h", limit: 3, hours: 24 }),
      trend("trend-reservoir", 13, { metric: "reservoir_volume_pct", limit: 4, hours: 48 }),
      {
        id: "records",
        kind: "records",
        area: { column: 19, row: 17, width: 6, height: 6 },
        config: { limit: 20 },
      },
      { id: "feeds", kind: "feeds", area: { column: 1, row: 23, width: 24, height: 2 }, config: {} },
    ],
  },
};

type Placed = NewWall["layout"]["panels"][number];

function tile(id: string, column: number, row: number, kind: string, config: Placed["config"]): Placed {
  return { id, kind, area: { column, row, width: 2, height: 4 }, config };
}

function trend(id: string, column: number, config: Placed["config"]): Placed {
  return { id, kind: "trend", area: { column, row: 17, width: 6, height: 6 }, config };
}
