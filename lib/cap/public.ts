import type { AlertRow } from "#lib/alert/model.ts";
import { objectOf, whatOf } from "#lib/alert/sentence.ts";
import { basinWords } from "#lib/asset/basin.ts";
import { formatOf } from "#lib/i18n/format.ts";
import { type Language, translator } from "#lib/i18n/model.ts";
import { domainOf, type EventKind, eventKind, eventKindOfDomain } from "./events.ts";
import type { Foretold, WarningText } from "./model.ts";
import { aheadText, type Station, stationText } from "./station.ts";

/** What the centre knows of its own instruments is nobody else's business. */
const INTERNAL = new Set(["silence", "quality", "frozen"]);
/** What a list of places in a text may have; the area names the rest. */
const MOST_LINES = 12;
const HEADLINE = 160;

/** Alerts that a text for the public may speak of: of something outside, and still so or not known to be over. */
export function forPublic(alerts: readonly AlertRow[]): AlertRow[] {
  return alerts.filter(
    ({ ruleKind, process }) => !INTERNAL.has(ruleKind) && process !== "returned" && process !== "pending",
  );
}

/**
 * What kind of event it is, by what rang: the most urgent, then the most. Water that stands high behind a dam is no
 * release, and a reservoir among rivers that flood is part of the flood.
 */
export function eventOf(alerts: readonly AlertRow[]): EventKind {
  const byDomain = Map.groupBy(alerts, ({ metric }) => domainOf(metric?.id ?? null));
  const rank = [...byDomain].map(([domain, rows]) => ({
    domain,
    worst: Math.min(...rows.map(({ priority }) => priority)),
    count: rows.length,
  }));
  rank.sort(
    (a, b) => Number(a.domain === null) - Number(b.domain === null) || a.worst - b.worst || b.count - a.count,
  );
  const first = rank[0]?.domain ?? null;
  if (first !== "reservoir") return eventKindOfDomain(first);
  if (byDomain.has("hydrology")) return eventKind("flood");
  const releases = byDomain.get("reservoir")?.some(({ metric }) => RELEASES.has(metric?.id ?? ""));
  return eventKind(releases ? "reservoir-release" : "reservoir-high");
}

const RELEASES = new Set(["reservoir_outflow", "reservoir_spill", "gate_opening"]);

export type Story = { told: readonly AlertRow[]; stations: readonly Station[]; kind: EventKind; now: number };

/** First words for the public: per station how it stands, then what else happened. Nothing of the inside. */
export function publicText(language: Language, { told, stations, kind, now }: Story): WarningText {
  const speech = { language, t: translator(language), format: formatOf(language), now };
  const { t } = speech;
  const event = kind.event[language] || (told[0] ? titleOf(told[0], language) : "");
  const measured = new Set(stations.map(({ seriesId }) => seriesId));
  // An alert of a station is told by how the station stands; titles of records may name persons.
  const others = told.filter(
    ({ seriesId, subject }) => !measured.has(seriesId ?? 0) && subject?.what !== "group",
  );
  const lines = [
    ...stations.map((station) => stationText(station, speech)),
    ...others.map((row) => [nameOf(row, language), whatOf(row, speech)].filter(Boolean).join(": ")),
  ];
  const more = lines.length - MOST_LINES;
  const shown = [...lines.slice(0, MOST_LINES), ...(more > 0 ? [t("cap.say.more", { count: more })] : [])];
  const simulated = stations.some((one) => one.simulated) || told.some((one) => one.simulated);
  const mark = simulated ? `${t("message.simulatedNote")}\n` : "";
  return {
    event,
    headline: `${event}: ${whereOf(language, { told, stations, lines })}`.slice(0, HEADLINE),
    description: `${mark}${shown.join(";\n")}.`,
    instruction: kind.instruction[language],
  };
}

/** What {@link publicText} has to foretell of these stations, in both languages; long lists are cut there. */
export function foretoldOf(stations: readonly Station[], now: number): Foretold {
  return (["vi", "en"] as const).flatMap((language) => {
    const speech = { language, t: translator(language), format: formatOf(language), now };
    return stations.flatMap((station) => {
      const words = aheadText(station, speech);
      return station.ahead && words ? [{ words, until: station.ahead.at }] : [];
    });
  });
}

type Where = Pick<Story, "told" | "stations"> & { lines: readonly string[] };

/** The basin that all have in common; else the first place and how many more. */
function whereOf(language: Language, { told, stations, lines }: Where): string {
  const [group, ...others] = new Set(told.map(({ causeGroup }) => causeGroup));
  if (group?.startsWith("basin:") && others.length === 0 && lines.length > 1)
    return basinWords(group.slice("basin:".length))[language];
  const station = stations[0];
  const first = station
    ? language === "vi"
      ? station.nameVi
      : station.nameEn
    : told[0]
      ? nameOf(told[0], language)
      : "";
  const more = lines.length - 1;
  return more > 0 ? `${first} ${translator(language)("cap.say.andMore", { count: more })}` : first;
}

function nameOf(row: AlertRow, language: Language): string {
  if (row.subject?.what === "record" || !row.asset) return titleOf(row, language);
  return objectOf(row, language);
}

function titleOf({ titleVi, titleEn }: AlertRow, language: Language): string {
  return language === "vi" ? titleVi : titleEn;
}
