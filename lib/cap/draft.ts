import { type AlertRow, byUrgency } from "#lib/alert/model.ts";
import type { Unit } from "#lib/unit/model.ts";
import { severityOf } from "./events.ts";
import { type Content, type Corner, type MessageType, saidIn, type WarningText } from "./model.ts";
import { eventOf, foretoldOf, forPublic, publicText } from "./public.ts";
import type { Station } from "./station.ts";

const HOUR_MS = 3_600_000;
/** How long a warning holds unless its author says otherwise. */
const HOLDS_MS = 6 * HOUR_MS;
/** Around the objects where no commune is known of them, degrees: about two kilometres. */
const MARGIN = 0.02;

const NO_TEXT: WarningText = { event: "", headline: "", description: "", instruction: "" };

/** An empty sheet. An exercise until somebody says that it is for real. */
export function blank(now: number): Content {
  return {
    status: "Exercise",
    type: "Alert",
    category: "Other",
    urgency: "Unknown",
    severity: "Unknown",
    certainty: "Unknown",
    responses: ["Monitor"],
    riskLevel: null,
    onset: null,
    expires: now + HOLDS_MS,
    vi: NO_TEXT,
    en: NO_TEXT,
    contact: "",
    areaVi: "",
    areaEn: "",
    communes: [],
    polygon: [],
  };
}

export type Told = {
  alerts: readonly AlertRow[];
  stations: readonly Station[];
  units: readonly Unit[];
  now: number;
};

/** First words for what some alerts tell; their author goes on from there. */
export function draftOf({ alerts, stations, units, now }: Told): Content {
  const standing = forPublic(alerts);
  // Of what is over one still may say how the stations stand.
  const told = (standing.length > 0 ? standing : alerts).toSorted(byUrgency);
  const worst = told[0];
  if (!worst) return blank(now);
  const kind = eventOf(told);
  const communes = communesOf(told, units);
  const story = { told: standing.toSorted(byUrgency), stations, kind, now };
  const [vi, en] = [publicText("vi", story), publicText("en", story)];
  return {
    ...blank(now),
    category: kind.category,
    ...certaintyOf(standing),
    severity: severityOf(worst.priority),
    responses: [...kind.responses],
    vi,
    en,
    communes,
    polygon: communes.length > 0 ? [] : boxAround(told),
    foretold: saidIn([vi, en], foretoldOf(stations, now)),
  };
}

/** What is only expected is never told as if it had been seen, nor what is over as if it stood. */
function certaintyOf(standing: readonly AlertRow[]): Pick<Content, "urgency" | "certainty"> {
  if (standing.length === 0) return { urgency: "Unknown", certainty: "Unknown" };
  const isObserved = standing.some(({ ruleKind }) => ruleKind !== "forecast");
  return isObserved
    ? { urgency: "Immediate", certainty: "Observed" }
    : { urgency: "Expected", certainty: "Likely" };
}

function communesOf(told: readonly AlertRow[], units: readonly Unit[]): Content["communes"] {
  const codes = new Set(told.flatMap(({ asset }) => asset?.unitCode ?? []));
  return units
    .filter(({ code }) => codes.has(code))
    .map(({ code, nameVi, nameEn }) => ({ code, nameVi, nameEn }));
}

function boxAround(told: readonly AlertRow[]): Corner[] {
  const spots = told.flatMap(({ asset }) =>
    asset && asset.lat !== null && asset.lon !== null ? [[asset.lat, asset.lon] as const] : [],
  );
  if (spots.length === 0) return [];
  const lats = spots.map(([lat]) => lat);
  const lons = spots.map(([, lon]) => lon);
  const [south, north] = [Math.min(...lats) - MARGIN, Math.max(...lats) + MARGIN];
  const [west, east] = [Math.min(...lons) - MARGIN, Math.max(...lons) + MARGIN];
  return [
    [north, west],
    [north, east],
    [south, east],
    [south, west],
  ];
}

/** An update or a cancellation begins as what it follows; `fresh`: how the stations stand by now. */
export function followUp(
  content: Content,
  type: Exclude<MessageType, "Alert">,
  { now, fresh }: { now: number; fresh?: Pick<Content, "vi" | "en" | "foretold"> | null },
): Content {
  if (type === "Update") {
    const told = (language: "vi" | "en") => ({
      ...content[language],
      ...(fresh && content[language].headline !== "" && { description: fresh[language].description }),
    });
    const [vi, en] = [told("vi"), told("en")];
    const foretold = saidIn([vi, en], [...(content.foretold ?? []), ...(fresh?.foretold ?? [])]);
    return { ...content, type, expires: now + HOLDS_MS, vi, en, foretold };
  }
  const over = (text: WarningText, words: string): WarningText =>
    text.headline
      ? { ...text, headline: `${words}: ${text.event}`.slice(0, 160), description: "", instruction: "" }
      : text;
  return {
    ...content,
    type,
    urgency: "Past",
    responses: ["AllClear"],
    onset: null,
    expires: Math.max(content.expires ?? 0, now + HOUR_MS),
    vi: over(content.vi, "Hủy cảnh báo"),
    en: over(content.en, "Cancelled"),
  };
}
