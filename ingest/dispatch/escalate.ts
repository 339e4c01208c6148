import { createHash } from "node:crypto";
import type { FollowUp } from "#lib/alert/consequence.ts";
import { type AlertRow, isUrgent, type Priority } from "#lib/alert/model.ts";
import { recordEach } from "#lib/alert/record.ts";
import { lockAlerts } from "#lib/alert/sql/write.ts";
import { alertsByIds } from "#lib/alert/sql.ts";
import { type Calendar, isWorking } from "#lib/calendar/model.ts";
import { calendarOf } from "#lib/calendar/sql.ts";
import type { Client, Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { GROUPING_WAIT_S, type Task, type TaskReason } from "#lib/escalation/model.ts";
import {
  dueTasks,
  lockDueAlerts,
  repeatTasks,
  type Settled,
  settleTasks,
} from "#lib/escalation/sql/tasks.ts";
import { type FloodSince, isSilenced } from "#lib/flood/model.ts";
import { floodSince } from "#lib/flood/sql.ts";
import { addressesOf, audienceOf, type Directory, type Reachable, roomsOf } from "#lib/notify/audience.ts";
import { alertMessage, worstOf } from "#lib/notify/message.ts";
import { GIVE_UP_MS } from "#lib/notify/model.ts";
import { quietUntil } from "#lib/notify/quiet.ts";
import { directoryAt } from "#lib/notify/sql/directory.ts";
import { type NewNotification, putOut } from "#lib/notify/sql/outbox.ts";
import { isOwn } from "#lib/user/can.ts";

const ALERTS_A_ROUND = 200;
const ACTOR = "job:escalation";

type Due = { task: Task; alert: AlertRow };
/** Alerts of one cause whose steps are due together: one message. */
type Group = { worst: AlertRow; rows: AlertRow[]; due: Due[] };
type Scene = { now: number; calendar: Calendar; flood: FloodSince; directory: Directory };

/**
 * Takes the steps that are due: who is told, by what, with one message for the alerts of one incident; the messages,
 * the alert's event and the end of the task in one transaction.
 * @returns how many tasks were settled; more may be due when it is not 0
 */
export async function escalateDue(pool: Pool, now: number): Promise<number> {
  return tx(pool, async (client) => {
    const ids = await lockDueAlerts(client, { now, waitS: GROUPING_WAIT_S, limit: ALERTS_A_ROUND });
    if (ids.length === 0) return 0;
    const alerts = new Map((await alertsByIds(client, ids)).map((row) => [row.id, row]));
    const tasks = await dueTasks(client, ids, now + GROUPING_WAIT_S * 1_000);
    const due = tasks.flatMap((task) => {
      const alert = alerts.get(task.alertId);
      // Ahead of its time only in the company of its incident.
      return alert && (task.dueAt <= now || alert.incidentId !== null) ? [{ task, alert }] : [];
    });
    const scene: Scene = {
      now,
      calendar: await calendarOf(client),
      flood: await floodSince(client),
      directory: await directoryAt(client, now),
    };
    return settle(client, due, scene);
  });
}

async function settle(client: Client, due: readonly Due[], scene: Scene): Promise<number> {
  const settled: Settled[] = [];
  const going: Due[] = [];
  for (const one of due) {
    const reason = whyNot(one, scene);
    if (reason) settled.push(cancelled(one.task, reason));
    else going.push(one);
  }
  const out: NewNotification[] = [];
  const told: Due[] = [];
  const done: Task[] = [];
  for (const group of groupsOf(going)) {
    // Unless something urgent of their incident is told; nothing is deleted.
    if (isSilenced(scene.flood, group.worst)) {
      settled.push(...group.due.map(({ task }) => cancelled(task, "flood")));
      continue;
    }
    const { messages, byTask } = tell(group, scene);
    out.push(...messages);
    for (const one of group.due) {
      const { count, reason } = byTask.get(one.task.id) as Reached;
      settled.push({ id: one.task.id, state: "done", reason, told: count });
      done.push(one.task);
      if (count > 0) told.push(one);
    }
  }
  await putOut(client, out);
  await settleTasks(client, settled, scene.now);
  await repeatTasks(
    client,
    done.filter(({ plan, repeat }) => repeat < (plan.repeatTimes ?? 0)),
    scene.now,
  );
  await note(client, told, scene.now);
  return settled.length;
}

function cancelled(task: Task, reason: TaskReason): Settled {
  return { id: task.id, state: "cancelled", reason, told: 0 };
}

/** What the consequence of an answer cancels does not come here; this holds whatever else may have happened. */
function whyNot({ task, alert }: Due, { now, calendar }: Scene): TaskReason | null {
  if (alert.response === "done") return "closed";
  if (alert.response !== "unack") return "answered";
  if (alert.visibility !== "shown") return "hidden";
  // Told once, an urgent one is followed up to its answer; of the others nobody need hear when they are over.
  if (alert.process === "returned" && (alert.escalation === 0 || !isUrgent(alert.priority)))
    return "returned";
  const { calendar: when } = task.plan;
  if (when !== "always" && isWorking(now, calendar) !== (when === "working")) return "calendar";
  return null;
}

function groupsOf(due: readonly Due[]): Group[] {
  const groups = new Map<string, Due[]>();
  for (const one of due) {
    const { id, incidentId, simulated } = one.alert;
    // What is real is never told in one breath with what is not.
    const key = `${incidentId === null ? `a${id}` : `i${incidentId}`} ${simulated}`;
    const list = groups.get(key);
    if (list) list.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].map((list) => {
    const rows = [...new Map(list.map(({ alert }) => [alert.id, alert])).values()];
    return { worst: worstOf(rows), rows, due: list };
  });
}

type Reached = { count: number; reason: TaskReason | null };
type Ear = {
  userId: string | null;
  contactId: number | null;
  channelId: string;
  address: string;
  due: Due[];
};

/** One message for each address that any of the group's steps wants to reach. */
function tell(group: Group, scene: Scene): { messages: NewNotification[]; byTask: Map<number, Reached> } {
  const ears = new Map<string, Ear>();
  const byTask = new Map<number, Reached>();
  for (const one of group.due) byTask.set(one.task.id, listen(one, { group, scene, ears }));
  const messages = [...ears.values()].map((ear) => messageTo(ear, group, scene));
  return { messages, byTask };
}

type Listening = { group: Group; scene: Scene; ears: Map<string, Ear> };

function listen(one: Due, { group, scene: { directory }, ears }: Listening): Reached {
  const { plan } = one.task;
  const channels = plan.channels ?? null;
  const priority: Priority = group.worst.priority;
  const people = audienceOf(plan, one.alert, directory);
  const addresses = [
    ...people.flatMap((userId) => addressesOf(userId, { channels, priority }, directory)),
    ...roomsOf(channels, directory).map((channelId) => ({
      userId: null,
      contactId: null,
      channelId,
      address: "",
    })),
  ];
  for (const { userId, contactId, channelId, address } of addresses) {
    const key = contactId === null ? `room ${channelId}` : `contact ${contactId}`;
    const ear = ears.get(key) ?? { userId, contactId, channelId, address, due: [] };
    ear.due.push(one);
    ears.set(key, ear);
  }
  const reason = addresses.length > 0 ? null : people.length > 0 ? "no_address" : "nobody";
  return { count: addresses.length, reason };
}

function messageTo(ear: Ear, group: Group, { now, directory }: Scene): NewNotification {
  const person = directory.people.find((p) => p.userId === ear.userId);
  const preferences = person?.preferences;
  const rows = group.rows.filter((row) => !person || isFor(row, person, ear));
  const worst = worstOf(rows);
  const quiet = preferences && worst.priority !== 1 ? quietUntil(preferences, now) : null;
  const lead = (ear.due.find(({ alert }) => alert.id === worst.id) ?? (ear.due[0] as Due)).task;
  return {
    id: stableId([...ear.due.map(({ task }) => keyOf(task)).sort(), ear.channelId, `${ear.contactId}`]),
    kind: "alert",
    dueAt: Math.min(now, ...ear.due.map(({ task }) => task.dueAt)),
    alertId: worst.id,
    alertIds: rows.map((row) => row.id),
    policyId: lead.policyId,
    step: lead.step,
    repeat: lead.repeat,
    channelId: ear.channelId,
    contactId: ear.contactId,
    userId: ear.userId,
    address: ear.address,
    message: alertMessage(rows, preferences?.language ?? "vi"),
    state: quiet === null ? "waiting" : "held",
    nextAt: quiet ?? now,
    giveUpAt: now + GIVE_UP_MS.alert,
  };
}

/** Of an incident in which several agencies have a part, each is told its own, as its desk shows it. */
function isFor(row: AlertRow, { role, agencyId }: Reachable, { due }: Ear): boolean {
  return role !== "agency" || isOwn(agencyId, row, true) || due.some(({ alert }) => alert.id === row.id);
}

function keyOf({ alertId, sinceSeq, policyId, step, repeat }: Task): string {
  return `${alertId}/${sinceSeq}/${policyId}/${step}/${repeat}`;
}

/** The same parts give the same id, in the form of a UUID (RFC 9562, version 8). */
export function stableId(parts: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x80;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

/** The highest step that each alert has reached, in its own log. A repeat is no new step and is refused there. */
async function note(client: Client, told: readonly Due[], at: number): Promise<void> {
  const highest = new Map<number, Task>();
  for (const { task } of told) {
    const known = highest.get(task.alertId);
    if (!known || task.step > known.step) highest.set(task.alertId, task);
  }
  // They are locked already. All at once: an incident may have thousands, and people wait for their locks.
  const wishes = (await lockAlerts(client, [...highest.keys()])).map((alert): FollowUp => {
    const { step, policyId: policy } = highest.get(alert.id) as Task;
    return { alert, event: { type: "escalated", step, policy, at, actor: ACTOR } };
  });
  await recordEach(client, wishes);
}
