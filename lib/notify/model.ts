import { z } from "zod";
import type { Priority } from "#lib/alert/model.ts";
import { IDENT } from "#lib/asset/model.ts";
import type { Language } from "#lib/i18n/model.ts";
import { priorityField, say } from "#lib/rule/fields.ts";

const ident = z.string().regex(IDENT);

/** `person`: sent to addresses of people; `room`: to the one place that the channel itself names. */
export type Reach = "person" | "room";

/** What a person types as an address; `pattern` is a regular expression that the whole of it fits. */
export type AddressField = {
  vi: string;
  en: string;
  hintVi: string;
  hintEn: string;
  pattern: string;
  type: string;
};

/** A kind of channel as pages know it: a row, written by ingest from its registry. */
export type ChannelKind = {
  id: string;
  titleVi: string;
  titleEn: string;
  about: { vi: string; en: string };
  /** JSON Schema of a channel's config. */
  form: object;
  address: AddressField | null;
  reach: Reach;
  verify: boolean;
  example: object;
};

export const channelSchema = z.strictObject({
  id: ident.meta(say({ vi: "Mã", en: "Id" })),
  kind: z.string().min(1).max(64),
  nameVi: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .meta(say({ vi: "Tên (tiếng Việt)", en: "Name (Vietnamese)" })),
  nameEn: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .meta(say({ vi: "Tên (tiếng Anh)", en: "Name (English)" })),
  config: z.record(z.string(), z.unknown()),
  enabled: z
    .boolean()
    .default(true)
    .meta(say({ vi: "Đang dùng", en: "In use" })),
});
export type Channel = z.output<typeof channelSchema>;

/** Times in ms. `failures`: attempts that failed since one worked. */
export type ChannelHealth = {
  id: string;
  kind: string;
  nameVi: string;
  nameEn: string;
  enabled: boolean;
  failures: number;
  triedAt: number | null;
  workedAt: number | null;
  failedAt: number | null;
  lastError: string | null;
  waiting: number;
  contacts: number;
};

/** So many failures in a row and a channel is dead: it raises its own alert, and others carry its messages. */
export const DEAD_AFTER = 3;

export function isDead({ failures }: { failures: number }): boolean {
  return failures >= DEAD_AFTER;
}

/** HH:MM, local. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const preferencesSchema = z.strictObject({
  language: z.enum(["vi", "en"]),
  /** From and until differ; over midnight when from is later. null: never quiet. */
  quiet: z
    .strictObject({ from: clock, until: clock })
    .refine(({ from, until }) => from !== until)
    .nullable(),
});
export type Preferences = z.infer<typeof preferencesSchema>;
export const USUAL: Preferences = { language: "vi", quiet: null };

/** Of one person, browsers too. */
export const MOST_CONTACTS = 20;

export const newContactSchema = z.strictObject({
  channelId: ident,
  address: z.string().trim().min(1).max(4_000),
  label: z.string().trim().max(80).default(""),
  minPriority: priorityField.default(4),
});

export const contactChangeSchema = z.strictObject({
  label: z.string().trim().max(80).optional(),
  minPriority: priorityField.optional(),
  enabled: z.boolean().optional(),
});

/** An address as its owner sees it. */
export type Contact = {
  id: number;
  channelId: string;
  address: string;
  label: string;
  minPriority: Priority;
  enabled: boolean;
  verified: boolean;
};

/** The browser's push subscription, as its `toJSON` gives it. */
export const subscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https$/ }).max(2_000),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{80,100}$/),
    auth: z.string().regex(/^[\w-]{16,30}$/),
  }),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

export type NotificationKind = "alert" | "digest" | "test" | "verify" | "security";
export type NotificationState = "waiting" | "held" | "sent" | "failed" | "cancelled";

/** What is told, in the reader's language. Links and codes are not in it: they are made as it goes out. */
export type Message = {
  language: Language;
  title: string;
  lines: readonly string[];
  /** One line, for SMS. */
  short: string;
  priority: Priority;
  simulated: boolean;
  /** Newer ones of the same tag take the place of older ones on a phone. */
  tag: string;
  /** The page that it is about. */
  path: string;
};

export type Attempt = {
  n: number;
  at: number;
  outcome: "sent" | "failed" | "refused";
  code: string | null;
  ms: number;
  excerpt: string | null;
};

/** A message as lists show it: with names, without the address itself. */
export type NotificationRow = {
  id: string;
  kind: NotificationKind;
  madeAt: number;
  dueAt: number;
  alertId: number | null;
  alertIds: readonly number[];
  policyId: string | null;
  step: number | null;
  repeat: number | null;
  channelId: string;
  channelVi: string;
  channelEn: string;
  userId: string | null;
  userName: string | null;
  priority: Priority;
  simulated: boolean;
  title: string;
  state: NotificationState;
  reason: string | null;
  nextAt: number | null;
  settledAt: number | null;
  attempts: readonly Attempt[];
};

/** Why a message did not go out. Texts: catalogue keys `notification.reason.<reason>`. */
export const NOTIFICATION_REASONS = [
  "answered",
  "in_digest",
  "gave_up",
  "refused",
  "channel_gone",
  "address_gone",
  "bad_config",
] as const;
export type NotificationReason = (typeof NOTIFICATION_REASONS)[number];

/** How long one goes on trying: an alert an hour old is told by the desk's own report, not by a late SMS. */
export const GIVE_UP_MS: { [k in NotificationKind]: number } = {
  alert: 30 * 60_000,
  digest: 120 * 60_000,
  test: 60_000,
  verify: 5 * 60_000,
  security: 60 * 60_000,
};

const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 300_000;

/** How long to wait after the n-th failed attempt (from 1): doubled each time, spread by chance. */
export function retryMs(n: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (n - 1));
  return full * (0.5 + random() / 2);
}

/** Whether a local time of day (HH:MM) lies in the quiet hours. */
export function isQuiet({ quiet }: Preferences, time: string): boolean {
  if (!quiet) return false;
  const { from, until } = quiet;
  return from < until ? time >= from && time < until : time >= from || time < until;
}
