/** A story that the demo province can play. Everything it produces is simulated. */
export type Scenario = {
  id: string;
  title: { vi: string; en: string };
  summary: { vi: string; en: string };
  /** Local time that the story's clock shows at its beginning. */
  begins: string;
  /** Length in hours of the story's own clock. */
  hours: number;
  /** Story hours per real hour unless the caller says otherwise. */
  speed: number;
  source: string;
};

/** One playing of a scenario. Times in ms since 1970 UTC. */
export type ScenarioRun = {
  run: number;
  scenario: string;
  startedAt: number;
  speed: number;
  startedBy: string;
  endedAt: number | null;
};

export type ScenarioRefusal = "unknown_scenario" | "invalid_speed" | "nothing_running";

export const SPEED_LIMITS = { min: 1, max: 1000 } as const;

/** Hours of the story's clock since its beginning; negative before it. */
export function storyHour(run: ScenarioRun, now: number): number {
  return ((now - run.startedAt) / 3_600_000) * run.speed;
}

/** When the real clock meets an hour of the story. */
export function realTime(run: ScenarioRun, hour: number): number {
  return run.startedAt + (hour * 3_600_000) / run.speed;
}

export const scenarios: readonly Scenario[] = [
  {
    id: "lu-11-2025",
    title: { vi: "lũ 11/2025", en: "flood of November 2025" },
    summary: {
      vi: "Mưa rất to 17–18/11/2025; mực nước sông Kôn, Hà Thanh, An Lão và hồ Định Bình, Đồng Mít đi qua các số liệu đã công bố.",
      en: "Very heavy rain on 17–18 November 2025; river and reservoir levels pass through the published figures.",
    },
    begins: "2025-11-17T07:00:00+07:00",
    hours: 102,
    speed: 120,
    source: "Bản tin PCTT Bình Định số 13176, 13180; baogialai.com.vn 572644, 572974",
  },
  {
    id: "bao",
    title: { vi: "bão (theo Kalmaegi 11/2025)", en: "typhoon (after Kalmaegi, November 2025)" },
    summary: {
      vi: "Bão cấp 14–15 đi từ biển Đông vào Quy Nhơn: gió, mưa, nước dâng, tàu về bờ, mất điện và mất sóng.",
      en: "A force 14–15 typhoon comes in from the sea to Quy Nhơn: wind, rain, surge, boats return, power and cells fail.",
    },
    begins: "2025-11-05T13:00:00+07:00",
    hours: 48,
    speed: 60,
    source: "Vị trí bão: thanhnien.vn, vietnamplus.vn 05–06/11/2025; sau 19 giờ 06/11 là giả định",
  },
  {
    id: "chay-rung",
    title: { vi: "cháy rừng", en: "forest fire" },
    summary: {
      vi: "Gió Tây Nam khô nóng nhiều ngày: chỉ số P vượt cấp V, xuất hiện điểm nóng.",
      en: "Days of hot dry foehn wind: the fire index passes band V and hotspots appear.",
    },
    begins: "2025-07-06T00:00:00+07:00",
    hours: 144,
    speed: 240,
    source: "Kịch bản giả định; chỉ tiêu P (Nesterov)",
  },
];

export function scenarioById(id: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.id === id);
}
