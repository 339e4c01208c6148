import { createHash } from "node:crypto";
import { z } from "zod";
import { byUrgency } from "#lib/alert/model.ts";
import { alertsByIds, alertsOfIncident } from "#lib/alert/sql.ts";
import { record as audit } from "#lib/audit/sql.ts";
import type { Client } from "#lib/db/pool.ts";
import { localDay, TIME_ZONE } from "#lib/i18n/format.ts";
import { province } from "#lib/province/sql.ts";
import { unitsAt } from "#lib/unit/sql.ts";
import { can, scopeOf } from "#lib/user/can.ts";
import { actorOf, type Person } from "#lib/user/model.ts";
import { isOwnPassword } from "#lib/user/sql/password.ts";
import { blank, draftOf, followUp } from "./draft.ts";
import { messageOf, type Office } from "./message.ts";
import { type Content, contentSchema, type Warning, type WarningRow } from "./model.ts";
import { stationsNow } from "./sql/stations.ts";
import {
  capOffice,
  insertMessage,
  insertWarning,
  lockWarning,
  type NewWarning,
  sentBefore,
  updateWarning,
  warningById,
} from "./sql.ts";
import { applyAct, isWarningRefusal, type WarningAct, type WarningRefusal } from "./warning.ts";
import { toXml } from "./xml.ts";

const id = z.int().positive();
const why = z.string().trim().max(500);
const hash = z.string().length(64);

/** What a new warning starts from. */
export const beginSchema = z.union([
  z.strictObject({ incident: id }),
  z.strictObject({ alert: id }),
  z.strictObject({ warning: id, type: z.enum(["Update", "Cancel"]) }),
  z.strictObject({}),
]);
export type Begin = z.infer<typeof beginSchema>;

export const warningActSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("edit"), content: contentSchema, version: id }),
  z.strictObject({ type: z.literal("sign_first"), hash }),
  z.strictObject({ type: z.literal("sign_second"), hash }),
  z.strictObject({ type: z.literal("send_back"), why }),
  z.strictObject({ type: z.literal("withdraw"), why }),
]);

/** What a signature is given for: the content in the order of its schema, whatever order it was stored in. */
export function hashOf(content: Content): string {
  return createHash("sha256")
    .update(JSON.stringify(contentSchema.parse(content)))
    .digest("hex");
}

export type Beginning = { from: Begin; who: Person; now: number };
export type BeginRefusal = {
  reason: "unknown_warning" | "unknown_alert" | "not_released" | "already_followed";
};

/** Draws up a draft from an incident, an alert, an earlier warning or nothing. @returns its id */
export async function begin(
  client: Client,
  { from, who, now }: Beginning,
): Promise<{ id: number } | BeginRefusal> {
  const start = await startOf(client, { from, who, now });
  if ("reason" in start) return start;
  const { content } = start;
  const made: NewWarning = {
    ...start,
    hash: hashOf(content),
    draftedBy: actorOf(who),
    agencyId: who.agencyId,
  };
  const warningId = await insertWarning(client, made);
  if (warningId === null) return { reason: "already_followed" };
  const detail = { from };
  await audit(client, {
    actor: actorOf(who),
    action: "warning.drafted",
    object: `warning:${warningId}`,
    detail,
  });
  return { id: warningId };
}

type Start = Pick<NewWarning, "content" | "incidentId" | "simulated" | "follows">;

async function startOf(client: Client, { from, who, now }: Beginning): Promise<Start | BeginRefusal> {
  const alone = { incidentId: null, simulated: false, follows: null };
  if ("warning" in from) {
    const before = await warningById(client, from.warning, scopeOf(who, "cap.see"));
    if (!before) return { reason: "unknown_warning" };
    if (before.state !== "released") return { reason: "not_released" };
    const { incidentId } = before;
    const told = incidentId === null ? null : await freshOf(client, { incident: incidentId }, { who, now });
    return {
      content: followUp(before.content, from.type, { now, fresh: told?.content }),
      incidentId,
      // An update with new figures is as simulated as they are.
      simulated: before.simulated || (told?.simulated ?? false),
      follows: before.id,
    };
  }
  if (!isSource(from)) return { ...alone, content: blank(now) };
  const told = await freshOf(client, from, { who, now });
  if (!told) return { reason: "unknown_alert" };
  return { ...alone, ...told, incidentId: "incident" in from ? from.incident : null };
}

function isSource(from: Begin): from is Source {
  return "incident" in from || "alert" in from;
}

type Source = Extract<Begin, { incident: number } | { alert: number }>;

/** What alerts and their stations tell now; null where there are none that this person may see. */
async function freshOf(
  client: Client,
  from: Source,
  { who, now }: Omit<Beginning, "from">,
): Promise<Pick<NewWarning, "content" | "simulated"> | null> {
  const told =
    "incident" in from ? alertsOfIncident(client, from.incident) : alertsByIds(client, [from.alert]);
  // What somebody may not see, they may not read here either.
  const alerts = (await told).filter((alert) => can(who, "alert.see", alert));
  if (alerts.length === 0) return null;
  const units = await unitsAt(client, localDay(now));
  const series = new Set(alerts.toSorted(byUrgency).flatMap(({ seriesId }) => seriesId ?? []));
  const stations = await stationsNow(client, [...series], now);
  return {
    simulated: alerts.some(isSimulated) || stations.some(isSimulated),
    content: draftOf({ alerts, stations, units, now }),
  };
}

function isSimulated({ simulated }: { simulated: boolean }): boolean {
  return simulated;
}

export type Order = { warningId: number; act: WarningAct; who: Person; now: number };

/**
 * One act on a warning in the caller's transaction: lock, apply, and with the second signature the message itself. A
 * refusal changes nothing and is written down.
 */
export async function actOnWarning(client: Client, order: Order): Promise<WarningRow | WarningRefusal> {
  const outcome = await attempt(client, order);
  const { act, warningId, who } = order;
  const refused = isWarningRefusal(outcome);
  await audit(client, {
    actor: actorOf(who),
    action: refused ? "warning.refused" : `warning.${act.type}`,
    object: `warning:${warningId}`,
    detail: refused ? { act: act.type, ...outcome } : detailOf(act, outcome),
  });
  return refused ? outcome : ((await warningById(client, warningId)) as WarningRow);
}

async function attempt(
  client: Client,
  { warningId, act, who, now }: Order,
): Promise<Warning | WarningRefusal> {
  const warning = await lockWarning(client, warningId);
  if (!warning) return { reason: "unknown_warning" };
  const patch = applyAct(warning, act, { actor: actorOf(who), now });
  if (isWarningRefusal(patch)) return patch;
  if (act.type === "sign_second" && !(await isOwnPassword(client, who.userId)))
    return { reason: "password_not_own" };
  const next = { ...warning, ...patch };
  next.hash = hashOf(next.content);
  if (next.state === "released") {
    const office = await officeOf(client);
    if (!office) return { reason: "sender_missing" };
    await send(client, next, { office, now });
  }
  await updateWarning(client, next);
  return next;
}

function detailOf(act: WarningAct, { version, hash: of, content }: Warning): object {
  if ("why" in act) return { why: act.why, version };
  return act.type === "edit" ? { version, content } : { version, hash: of };
}

async function officeOf(client: Client): Promise<Office | undefined> {
  const [office, where] = [await capOffice(client), await province(client)];
  return office && { ...office, timezone: where?.timezone ?? TIME_ZONE };
}

async function send(
  client: Client,
  warning: Warning,
  { office, now }: { office: Office; now: number },
): Promise<void> {
  const { content, follows, incidentId } = warning;
  const day = localDay(now).replaceAll("-", "");
  const message = messageOf(content, office, {
    identifier: `${office.sender.replace(/[^A-Za-z0-9.-]/g, "-")}-${day}-${warning.id}`,
    now,
    follows: await sentBefore(client, follows),
    incident: incidentId,
  });
  const [info] = message.info;
  await insertMessage(client, {
    identifier: message.identifier,
    warningId: warning.id,
    sender: message.sender,
    sent: message.sent,
    sentAt: now,
    expiresAt: content.expires as number,
    status: message.status,
    type: message.msgType,
    headline: info?.headline ?? "",
    areaDesc: info?.area[0]?.areaDesc ?? "",
    xml: toXml(message),
  });
}
