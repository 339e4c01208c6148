import type { Level } from "#lib/asset/model.ts";
import type { Format } from "#lib/i18n/format.ts";
import type { Language, Translate } from "#lib/i18n/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { levelIndex } from "#lib/threshold/level.ts";

/** How a station stands as a text for the public tells it. Times in ms, values in the metric's unit. */
export type Station = {
  seriesId: number;
  nameVi: string;
  nameEn: string;
  metric: { id: string; nameVi: string; nameEn: string; unit: string; decimals: number };
  simulated: boolean;
  periodMs: number;
  /** The newest good reading with the time at which it was measured; null: none in the last week. */
  now: Reading | null;
  /** A good one from about an hour before it. */
  before: Reading | null;
  /** The limits that hold for it, ascending. */
  levels: readonly Level[];
  /** The farthest that is expected of what lies ahead. */
  ahead: (Reading & { trend: boolean }) | null;
};
export type Reading = { at: number; value: number };

export type Speech = { language: Language; t: Translate; format: Format; now: number };

/** So many periods without a reading, and a value is no longer that of now. */
const STALE_PERIODS = 3;

/** "TV Thạnh Hòa: mực nước sông 8,12 m lúc 06:40, trên báo động III (8,00 m), đang lên 0,35 m trong 1 giờ". */
export function stationText(station: Station, speech: Speech): string {
  const { t, language } = speech;
  const { now: read, simulated } = station;
  const name = language === "vi" ? station.nameVi : station.nameEn;
  const place = simulated ? `${name} (${t("cap.say.simulated")})` : name;
  if (read === null) return t("cap.say.nothing", { place });
  const value = amount(read.value, station, speech);
  const metric = lower(language === "vi" ? station.metric.nameVi : station.metric.nameEn);
  const said = { place, metric, value, at: at(read.at, speech) };
  if (isOld(station, read, speech.now)) return t("cap.say.old", said);
  return [
    t("cap.say.now", said),
    levelText(station, read, speech),
    trendText(station, read, speech),
    aheadText(station, speech),
  ]
    .filter(Boolean)
    .join(", ");
}

export function isOld({ periodMs }: Pick<Station, "periodMs">, { at: time }: Reading, now: number): boolean {
  return now - time > STALE_PERIODS * periodMs;
}

/** Where the value stands by the station's own limits; nothing where nobody has set any. */
function levelText(station: Station, { value }: Reading, speech: Speech): string {
  const { language, t } = speech;
  const metric = metricById(station.metric.id);
  const { levels } = station;
  const set = { assetId: null, metricId: station.metric.id, levels: [...levels], source: "", verified: true };
  const scale = metric?.levels;
  const index = metric && levelIndex(metric, levels.length > 0 ? set : undefined, value);
  const item = index === undefined ? undefined : scale?.items[index];
  if (!item) return "";
  const reached = levels.findLast((level) => level.id === item.key);
  const name = lower(item.title[language]);
  if (!reached) return name;
  const limit = amount(reached.value, station, speech);
  return t(/^bd\d/.test(item.key) ? "cap.say.above" : "cap.say.at", { level: name, limit });
}

const MINUTE = 60_000;

/** Only of levels: what rained in an hour neither rises nor falls. */
function trendText(station: Station, read: Reading, speech: Speech): string {
  const { before, metric } = station;
  if (before === null || metric.unit !== "m") return "";
  const by = read.value - before.value;
  const least = 2 * 10 ** -metric.decimals;
  const span = speech.t("span.minutes", { count: Math.round((read.at - before.at) / MINUTE) });
  if (Math.abs(by) < least) return speech.t("cap.say.steady", { span });
  return speech.t(by > 0 ? "cap.say.rising" : "cap.say.falling", {
    by: amount(Math.abs(by), station, speech),
    span,
  });
}

/** What is foretold of a station, with its time; empty: nothing that still lies ahead. */
export function aheadText(station: Station, speech: Speech): string {
  const { ahead } = station;
  // What has passed is no forecast.
  if (ahead === null || ahead.at <= speech.now) return "";
  const said = { value: amount(ahead.value, station, speech), at: at(ahead.at, speech) };
  return speech.t(ahead.trend ? "cap.say.trend" : "cap.say.ahead", said);
}

function amount(value: number, { metric }: Station, { format }: Pick<Speech, "format">): string {
  return format.quantity(value, metric.unit, metric.decimals);
}

/** In a text that is read elsewhere and later the date is always said. */
function at(ms: number, { format }: Speech): string {
  return `${format.clock(ms)} ${format.date(ms)}`;
}

function lower(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
