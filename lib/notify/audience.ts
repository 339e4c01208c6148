import type { Alert, Priority } from "#lib/alert/model.ts";
import type { Step } from "#lib/escalation/model.ts";
import type { OnDuty } from "#lib/shift/model.ts";
import type { Role } from "#lib/user/model.ts";
import { isDead, type Preferences, type Reach } from "./model.ts";

export type Reachable = { userId: string; role: Role; agencyId: string | null; preferences: Preferences };
/** An address that may be used: verified, switched on, of a channel that is in use. */
export type Address = {
  contactId: number | null;
  userId: string | null;
  channelId: string;
  address: string;
  minPriority: Priority;
};
export type ChannelState = { id: string; reach: Reach; failures: number };

export type Directory = {
  people: readonly Reachable[];
  addresses: readonly Address[];
  channels: readonly ChannelState[];
  /** As the roster has it now. */
  roster: readonly OnDuty[];
};

/** Who a step tells, now. Where the roster has a gap, everybody who may stand in it. */
export function audienceOf(step: Step, alert: Pick<Alert, "agencyId">, directory: Directory): string[] {
  const { people, roster } = directory;
  const ofRole = (...roles: Role[]) => people.filter((p) => roles.includes(p.role)).map((p) => p.userId);
  // One agency is not told of another's.
  const ofAgency = () =>
    people
      .filter((p) => p.role === "agency" && alert.agencyId !== null && p.agencyId === alert.agencyId)
      .map((p) => p.userId);
  switch (step.whom) {
    case "on_duty":
      return roster.length > 0 ? roster.map((p) => p.userId) : ofRole("duty", "lead");
    case "shift_lead": {
      const leads = roster.filter((p) => p.role === "lead").map((p) => p.userId);
      return leads.length > 0 ? leads : ofRole("lead");
    }
    case "agency":
      return ofAgency();
    case "leader":
      return ofRole("leader");
    case "role":
      if (step.role === "agency") return ofAgency();
      return step.role ? ofRole(step.role) : [];
    case "person":
      return people.filter((p) => p.userId === step.person).map((p) => p.userId);
  }
}

/**
 * By which addresses a person is told. The channels that a step names are a wish: who has none of them is told by
 * what they have, and where all of them are dead, by the others as well.
 */
export function addressesOf(
  userId: string,
  { channels, priority }: { channels: readonly string[] | null; priority: Priority },
  directory: Directory,
): Address[] {
  const all = directory.addresses.filter((a) => a.userId === userId);
  const asked = all.filter((a) => channels === null || channels.includes(a.channelId));
  const wanted = (asked.length > 0 ? asked : all).filter((a) => priority <= a.minPriority);
  const dead = new Set(directory.channels.filter(isDead).map((c) => c.id));
  if (wanted.length === 0 || wanted.some((a) => !dead.has(a.channelId))) return wanted;
  return [...new Set([...wanted, ...all.filter((a) => !dead.has(a.channelId))])];
}

/** The rooms that hear of a step: a group chat, another system. */
export function roomsOf(channels: readonly string[] | null, { channels: known }: Directory): string[] {
  return known
    .filter((c) => c.reach === "room" && (channels === null || channels.includes(c.id)))
    .map((c) => c.id);
}
