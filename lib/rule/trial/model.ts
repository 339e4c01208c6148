import type { Priority } from "#lib/alert/model.ts";
import type { Rule } from "../model.ts";

/** What a trial needs of a rule; it need not be stored anywhere. */
export type TrialRule = Pick<Rule, "kind" | "params" | "target" | "priority"> & Partial<Rule>;

export type TrialWish = {
  /** ms, the end exclusive; at most 30 days, and nothing after `now`. */
  from: number;
  to: number;
  now: number;
  signal?: AbortSignal;
  /** After each object. */
  onProgress?(done: number, total: number): void;
};

/** One occurrence that would have rung. `raisedAt` at the very beginning: the condition may be older. */
export type TrialAlert = {
  /** `series:<id>`, `feed:<id>`, as of a live alert. */
  object: string;
  assetId: number | null;
  seriesId: number | null;
  feedId: string | null;
  metricId: string | null;
  /** Of the asset, else of the feed. */
  names: { vi: string; en: string };
  raisedAt: number;
  /** null: it stood at the end. */
  returnedAt: number | null;
  /** The most urgent that it came to, with the value and limit of that moment. */
  level: string | null;
  priority: Priority;
  value: number | null;
  limit: number | null;
  peak: number | null;
  /** How often it asked for attention: once, and at each rise. */
  rings: number;
};

/** Why something was not judged, or not as finely as live; `of`: what is counted. */
export const TRIAL_REASONS = {
  no_limit: {
    of: "objects",
    vi: "không có gì để xét (chưa có bộ ngưỡng)",
    en: "nothing to judge by (no threshold set)",
  },
  few_samples: {
    of: "objects",
    vi: "chưa đủ số liệu để biết mức thường gặp",
    en: "too little data to know what is usual",
  },
  feed_off: { of: "objects", vi: "nguồn đang tắt", en: "feed switched off" },
  suspect: { of: "readings", vi: "số liệu nghi ngờ, không xét", en: "suspect readings, not judged" },
  minutes: {
    of: "objects",
    vi: "xét một phần theo tổng hợp phút vì số liệu gốc đã hết hạn lưu",
    en: "judged in part on minutes, as raw readings are no longer kept",
  },
  raw_gone: {
    of: "objects",
    vi: "chỉ xét từ khi còn lưu số liệu gốc",
    en: "judged only from when raw readings are kept",
  },
  no_forecast: {
    of: "objects",
    vi: "không có bản tin dự báo trong khoảng này",
    en: "no forecast in this span",
  },
  not_kept: {
    of: "objects",
    vi: "không thử được: số đếm cũ của nguồn không được lưu",
    en: "cannot be tried: what feeds had counted earlier is not kept",
  },
  too_many: {
    of: "objects",
    vi: "chưa xét vì lượng số liệu vượt mức một lần chạy thử",
    en: "not judged: more readings than one trial takes",
  },
} as const;
export type TrialReason = keyof typeof TRIAL_REASONS;

export type TrialResult = {
  /** By the time at which they would have rung; the first so many when truncated. */
  alerts: TrialAlert[];
  /** How many there were in all. */
  count: number;
  objects: number;
  readings: number;
  /** Not everything was judged, or not every alert is listed. */
  truncated: boolean;
  skipped: { reason: TrialReason; count: number }[];
};
