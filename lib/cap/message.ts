import { TZDate } from "@date-fns/tz";
import { formatISO } from "date-fns";
import { z } from "zod";
import {
  CATEGORIES,
  CERTAINTIES,
  type Content,
  type Corner,
  RESPONSES,
  SEVERITIES,
  URGENCIES,
  type WarningText,
} from "./model.ts";

/** No spaces, commas, `<` or `&`: an identifier and a sender stand in lists and in XML (CAP 1.2, 3.2.1). */
const bare = z.string().regex(/^[^\s,<&]+$/);
/** A date with the offset of its place; the standard forbids the `Z` of UTC (3.3.2). */
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/);
/** `lat,lon lat,lon …`, at least four pairs, the last the first again. */
const polygon = z
  .string()
  .regex(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?( -?\d+(\.\d+)?,-?\d+(\.\d+)?){3,}$/)
  .refine((text) => text.split(" ")[0] === text.split(" ").at(-1), "a polygon ends where it begins");
const named = z.strictObject({ valueName: z.string().min(1), value: z.string() });

const area = z.strictObject({
  areaDesc: z.string().min(1),
  polygon: z.array(polygon).default([]),
  geocode: z.array(named).default([]),
});

const info = z.strictObject({
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
  category: z.array(z.enum(CATEGORIES)).min(1),
  event: z.string().min(1),
  responseType: z.array(z.enum(RESPONSES)),
  urgency: z.enum(URGENCIES),
  severity: z.enum(SEVERITIES),
  certainty: z.enum(CERTAINTIES),
  effective: time.optional(),
  onset: time.optional(),
  expires: time.optional(),
  senderName: z.string().optional(),
  headline: z.string().max(160).optional(),
  description: z.string().optional(),
  instruction: z.string().optional(),
  contact: z.string().optional(),
  parameter: z.array(named).default([]),
  area: z.array(area).default([]),
});

/** A CAP 1.2 message in the order of the standard's elements, under its rules (section 3.2). */
export const messageSchema = z
  .strictObject({
    identifier: bare,
    sender: bare,
    sent: time,
    status: z.enum(["Actual", "Exercise", "System", "Test", "Draft"]),
    msgType: z.enum(["Alert", "Update", "Cancel", "Ack", "Error"]),
    scope: z.literal("Public"),
    note: z.string().min(1).optional(),
    /** `sender,identifier,sent` of each earlier message, separated by spaces. */
    references: z.string().min(1).optional(),
    incidents: z.string().min(1).optional(),
    info: z.array(info).min(1),
  })
  .refine(({ msgType, references }) => msgType === "Alert" || references !== undefined, {
    error: "an update or a cancellation names what it follows",
    path: ["references"],
  })
  .refine(({ status, note }) => status !== "Exercise" || note !== undefined, {
    error: "an exercise says so in its note",
    path: ["note"],
  });
export type Message = z.output<typeof messageSchema>;

/** A message that was sent, as later ones refer to it. */
export type Sent = { sender: string; identifier: string; sent: string };

export type Office = { sender: string; nameVi: string; nameEn: string; timezone: string };
export type Stamp = { identifier: string; now: number; follows: readonly Sent[]; incident: number | null };

/** Where a message says whether it is for real: the beginning of the event, headline and description. */
const MARK = {
  Exercise: { vi: "DIỄN TẬP", en: "EXERCISE", note: "DIỄN TẬP, KHÔNG PHẢI TÌNH HUỐNG THẬT / EXERCISE ONLY" },
  Test: {
    vi: "THỬ NGHIỆM",
    en: "TEST",
    note: "Thử nghiệm kỹ thuật, không hành động / Technical test, disregard",
  },
} as const;

/** @throws ZodError when the content does not make a message that the standard allows. */
export function messageOf(content: Content, office: Office, stamp: Stamp): Message {
  const mark = content.status === "Actual" ? undefined : MARK[content.status];
  const { follows } = stamp;
  return messageSchema.parse({
    identifier: stamp.identifier,
    sender: office.sender,
    sent: isoAt(stamp.now, office.timezone),
    status: content.status,
    msgType: content.type,
    scope: "Public",
    note: mark?.note,
    references: follows.length === 0 ? undefined : follows.map(referenceOf).join(" "),
    incidents: stamp.incident === null ? undefined : `incident-${stamp.incident}`,
    info: [
      infoOf(content, { office, now: stamp.now, language: "vi", mark: mark?.vi }),
      ...(content.en.headline
        ? [infoOf(content, { office, now: stamp.now, language: "en", mark: mark?.en })]
        : []),
    ],
  });
}

function referenceOf({ sender, identifier, sent }: Sent): string {
  return `${sender},${identifier},${sent}`;
}

type Speech = { office: Office; now: number; language: "vi" | "en"; mark: string | undefined };

function infoOf(content: Content, { office, now, language, mark }: Speech): z.input<typeof info> {
  const text = content[language];
  const say = (words: string) => (mark ? `[${mark}] ${words}` : words);
  const at = (ms: number | null) => (ms === null ? undefined : isoAt(ms, office.timezone));
  return {
    language: language === "vi" ? "vi-VN" : "en",
    category: [content.category],
    event: say(text.event),
    responseType: content.responses,
    urgency: content.urgency,
    severity: content.severity,
    certainty: content.certainty,
    effective: isoAt(now, office.timezone),
    onset: at(content.onset),
    expires: at(content.expires),
    senderName: language === "vi" ? office.nameVi : office.nameEn,
    headline: headlineOf(text, mark),
    description: say(text.description),
    instruction: text.instruction ? say(text.instruction) : undefined,
    contact: content.contact || undefined,
    parameter:
      content.riskLevel === null
        ? []
        : [{ valueName: "VN-QD18-2021:riskLevel", value: String(content.riskLevel) }],
    area: [areaOf(content, language)],
  };
}

const HEADLINE = 160;

/** The mark is never what is cut. */
function headlineOf({ headline }: WarningText, mark: string | undefined): string {
  const whole = mark ? `[${mark}] ${headline}` : headline;
  return whole.length <= HEADLINE ? whole : `${whole.slice(0, HEADLINE - 1)}…`;
}

function areaOf(content: Content, language: "vi" | "en"): z.input<typeof area> {
  const { communes, polygon: corners } = content;
  const names = communes.map((one) => (language === "vi" ? one.nameVi : one.nameEn)).join(", ");
  const said = language === "vi" ? content.areaVi : content.areaEn || content.areaVi;
  return {
    areaDesc: said || names || "Vùng vẽ trên bản đồ / area drawn on the map",
    polygon: corners.length === 0 ? [] : [ringOf(corners)],
    // Codes of the General Statistics Office, Decision 19/2025/QĐ-TTg.
    geocode: communes.map(({ code }) => ({ valueName: "VN-GSO", value: code })),
  };
}

const DIGITS = 5;

function ringOf(corners: readonly Corner[]): string {
  const pairs = corners.map(([lat, lon]) => `${lat.toFixed(DIGITS)},${lon.toFixed(DIGITS)}`);
  return [...pairs, pairs[0]].join(" ");
}

/** `2025-11-19T02:30:00+07:00`. A place at UTC itself is written `-00:00` (3.3.2). */
export function isoAt(ms: number, timezone: string): string {
  return formatISO(new TZDate(Math.floor(ms / 1000) * 1000, timezone)).replace(/Z$/, "-00:00");
}
