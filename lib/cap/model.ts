import { z } from "zod";
import type { Actor } from "#lib/alert/model.ts";

/**
 * A warning to the public in the words of the Common Alerting Protocol 1.2 (OASIS Standard, 1 July 2010). The values
 * below are the standard's own; a screen shows the words of the catalogue, `cap.<field>.<value>`.
 */
export const CATEGORIES = [
  "Geo",
  "Met",
  "Safety",
  "Security",
  "Rescue",
  "Fire",
  "Health",
  "Env",
  "Transport",
  "Infra",
  "CBRNE",
  "Other",
] as const;
export const URGENCIES = ["Immediate", "Expected", "Future", "Past", "Unknown"] as const;
export const SEVERITIES = ["Extreme", "Severe", "Moderate", "Minor", "Unknown"] as const;
export const CERTAINTIES = ["Observed", "Likely", "Possible", "Unlikely", "Unknown"] as const;
export const RESPONSES = [
  "Shelter",
  "Evacuate",
  "Prepare",
  "Execute",
  "Avoid",
  "Monitor",
  "Assess",
  "AllClear",
  "None",
] as const;
/** Of the five statuses of the standard, those that a person may choose. */
export const STATUSES = ["Exercise", "Actual", "Test"] as const;
export const MESSAGE_TYPES = ["Alert", "Update", "Cancel"] as const;
export type Status = (typeof STATUSES)[number];
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** [latitude, longitude], degrees WGS 84, as the standard writes a polygon. */
export type Corner = readonly [lat: number, lon: number];

const corner = z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]).readonly();
const commune = z.strictObject({
  code: z.string().regex(/^\d{2,7}$/),
  nameVi: z.string(),
  nameEn: z.string(),
});
/** XML 1.0 knows no control characters but tab and line ends, and no lone halves of characters. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;
const words = (most: number) =>
  z
    .string()
    .overwrite((text) => text.replace(UNWRITABLE, ""))
    .trim()
    .max(most);

const textSchema = z.strictObject({
  event: words(80),
  /** Read aloud in one breath: at most 160 characters, as the standard advises. */
  headline: words(160),
  description: words(4_000),
  instruction: words(2_000),
});

/** What is warned of, as its authors leave it at any moment: texts may still be missing. */
export const contentSchema = z.strictObject({
  status: z.enum(STATUSES),
  type: z.enum(MESSAGE_TYPES),
  category: z.enum(CATEGORIES),
  urgency: z.enum(URGENCIES),
  severity: z.enum(SEVERITIES),
  certainty: z.enum(CERTAINTIES),
  responses: z.array(z.enum(RESPONSES)).max(RESPONSES.length),
  /** Disaster risk level (Decision 18/2021/QĐ-TTg, article 4); null: the event has none. */
  riskLevel: z.int().min(1).max(5).nullable(),
  /** ms; null: at once. */
  onset: z.number().nullable(),
  expires: z.number().nullable(),
  vi: textSchema,
  en: textSchema,
  contact: words(200),
  /** What the area is called where communes alone do not say it. */
  areaVi: words(300),
  areaEn: words(300),
  communes: z.array(commune).max(300),
  /** Without the closing corner, which is the first again. Empty: communes alone. */
  polygon: z.array(corner).max(500),
  /** Forecasts that the draft put into the texts, and until when (ms) each lies ahead. Their authors may take them out. */
  foretold: z
    .array(z.strictObject({ words: z.string().min(1).max(300), until: z.number() }))
    .max(500)
    .optional(),
});
export type Content = z.infer<typeof contentSchema>;
export type Foretold = NonNullable<Content["foretold"]>;
export type WarningText = z.infer<typeof textSchema>;

/** Why a content cannot be signed yet. Texts: catalogue keys `cap.missing.<reason>`. */
export type Missing =
  | "event"
  | "headline"
  | "description"
  | "instruction"
  | "english"
  | "area"
  | "polygon"
  | "expires"
  | "expired"
  | "forecast_passed"
  | "onset"
  | "responses";

/** What is still missing or impossible before somebody may sign. `now` in ms. */
export function missing(content: Content, now: number): Missing[] {
  const { vi, en, communes, polygon, expires, onset, responses, type } = content;
  const found: Missing[] = [];
  for (const field of ["event", "headline", "description"] as const) if (!vi[field]) found.push(field);
  if (!vi.instruction && type !== "Cancel") found.push("instruction");
  if (isHalf(vi, en)) found.push("english");
  if (communes.length === 0 && polygon.length === 0) found.push("area");
  if (polygon.length > 0 && !isSimple(polygon)) found.push("polygon");
  if (expires === null) found.push("expires");
  else if (expires <= now) found.push("expired");
  if (saysPassed(content, now)) found.push("forecast_passed");
  if (onset !== null && expires !== null && onset >= expires) found.push("onset");
  if (responses.length === 0) found.push("responses");
  return found;
}

/** A text foretells what was expected for a time that is over by now: it lay unsigned for too long. */
function saysPassed({ vi, en, foretold = [] }: Content, now: number): boolean {
  return saidIn([vi, en], foretold).some(({ until }) => until <= now);
}

/** Those of the forecasts that stand in one of these texts, each once. */
export function saidIn(texts: readonly WarningText[], foretold: Foretold): Foretold {
  const once = [...new Map(foretold.map((one) => [one.words, one])).values()];
  return once.filter(({ words }) => texts.some(({ description }) => description.includes(words)));
}

/** English may be left out, but half of it would be worse than none. */
function isHalf(vi: WarningText, en: WarningText): boolean {
  const fields = Object.keys(vi) as (keyof WarningText)[];
  return (
    fields.some((field) => en[field] !== "") && fields.some((field) => vi[field] !== "" && en[field] === "")
  );
}

/** At least three corners, and no side that crosses another. */
export function isSimple(corners: readonly Corner[]): boolean {
  const count = corners.length;
  if (count < 3) return false;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const next = (i + 1) % count;
      const after = (j + 1) % count;
      if (next === j || after === i) continue;
      if (cross([at(corners, i), at(corners, next)], [at(corners, j), at(corners, after)])) return false;
    }
  }
  return true;
}

type Side = readonly [Corner, Corner];

function at(corners: readonly Corner[], i: number): Corner {
  return corners[i] as Corner;
}

function cross([a, b]: Side, [c, d]: Side): boolean {
  return turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b);
}

function turn([ay, ax]: Corner, [by, bx]: Corner, [cy, cx]: Corner): boolean {
  return (bx - ax) * (cy - ay) > (by - ay) * (cx - ax);
}

export const STATES = ["draft", "signed", "released", "withdrawn"] as const;
export type WarningState = (typeof STATES)[number];

export type Signature = { by: Actor; at: number; hash: string };

/** A warning on its way: drafted, signed by a shift lead, signed by a leader and thereby released. */
export type Warning = {
  id: number;
  state: WarningState;
  content: Content;
  /** Grows with every change of the content. */
  version: number;
  /** SHA-256 of the content: what a signature is given for. */
  hash: string;
  incidentId: number | null;
  /** It was drawn up from simulated data: it can be no actual warning. */
  simulated: boolean;
  draftedBy: Actor;
  agencyId: string | null;
  first: Signature | null;
  second: Signature | null;
  /** The released warning that it updates or cancels. */
  follows: number | null;
  withdrawnWhy: string | null;
  createdAt: number;
  changedAt: number;
};

/** With what a screen shows beside it. */
export type WarningRow = Warning & {
  draftedName: string | null;
  firstName: string | null;
  secondName: string | null;
  /** Of the message that was sent; null before its release. */
  identifier: string | null;
  sentAt: number | null;
  /** The released warning that updates or cancels this one. */
  followedBy: { id: number; type: MessageType } | null;
};
