import { type AlertRow, byUrgency } from "#lib/alert/model.ts";
import { formatOf } from "#lib/i18n/format.ts";
import type { Language } from "#lib/i18n/model.ts";
import { domains } from "#lib/metric/catalog.ts";
import type { Unit } from "#lib/unit/model.ts";
import { eventKindOfDomain, severityOf } from "./events.ts";
import type { Content, Corner, MessageType, WarningText } from "./model.ts";

const HOUR_MS = 3_600_000;
/** How long a warning holds unless its author says otherwise. */
const HOLDS_MS = 6 * HOUR_MS;
/** What a list of places in a text may have; the area names the rest. */
const MOST_LINES = 12;
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

/** First words for what some alerts tell, most urgent first; their author goes on from there. */
export function draftOf(alerts: readonly AlertRow[], units: readonly Unit[], now: number): Content {
  const told = alerts.toSorted(byUrgency);
  const worst = told[0];
  if (!worst) return blank(now);
  const kind = eventKindOfDomain(domainOf(worst));
  const communes = communesOf(told, units);
  const isObserved = told.some(({ expectedAt }) => !expectedAt);
  return {
    ...blank(now),
    category: kind.category,
    urgency: isObserved ? "Immediate" : "Expected",
    severity: severityOf(worst.priority),
    certainty: isObserved ? "Observed" : "Likely",
    responses: [...kind.responses],
    vi: textOf("vi", { told, event: kind.event.vi || worst.titleVi, instruction: kind.instruction.vi }),
    en: textOf("en", { told, event: kind.event.en || worst.titleEn, instruction: kind.instruction.en }),
    communes,
    polygon: communes.length > 0 ? [] : boxAround(told),
  };
}

function domainOf({ metric }: AlertRow): string | null {
  return domains.find((domain) => domain.metrics.some(({ id }) => id === metric?.id))?.id ?? null;
}

type Story = { told: readonly AlertRow[]; event: string; instruction: string };

function textOf(language: Language, { told, event, instruction }: Story): WarningText {
  const format = formatOf(language);
  const where = (row: AlertRow) => {
    const named = row.asset ?? row.feed;
    return named ? (language === "vi" ? named.nameVi : named.nameEn) : row.object;
  };
  const line = (row: AlertRow) => {
    const value =
      row.metric && row.value !== null
        ? `: ${format.quantity(row.value, row.metric.unit, row.metric.decimals)}`
        : "";
    if (!row.expectedAt) return `${where(row)}${value} (${format.clock(row.raisedAt)})`;
    // What is only expected is never told as if it had been seen.
    const expected = language === "vi" ? "dự báo vượt lúc" : "expected to cross at";
    return `${where(row)}${value}, ${expected} ${format.clock(row.expectedAt)}`;
  };
  const first = told[0] as AlertRow;
  const more = told.length - MOST_LINES;
  const rest = more > 0 ? [language === "vi" ? `và ${more} điểm khác` : `and ${more} more places`] : [];
  const count =
    told.length > 1
      ? language === "vi"
        ? ` và ${told.length - 1} điểm`
        : ` and ${told.length - 1} more`
      : "";
  return {
    event,
    headline: `${event}: ${where(first)}${count}`.slice(0, 160),
    description: [...told.slice(0, MOST_LINES).map(line), ...rest].join("; "),
    instruction,
  };
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

/** An update or a cancellation begins as what it follows. */
export function followUp(content: Content, type: Exclude<MessageType, "Alert">, now: number): Content {
  if (type === "Update") return { ...content, type, expires: now + HOLDS_MS };
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
