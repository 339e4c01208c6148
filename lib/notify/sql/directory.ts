import type { Db } from "#lib/db/pool.ts";
import { onDuty } from "#lib/shift/sql.ts";
import type { Address, ChannelState, Directory, Reachable } from "../audience.ts";

/** Everybody who can be told, by what, and who is on duty at a moment. */
export async function directoryAt(db: Db, at: number): Promise<Directory> {
  return {
    people: await reachable(db),
    addresses: await addresses(db),
    channels: await channelStates(db),
    roster: await onDuty(db, at),
  };
}

async function reachable(db: Db): Promise<Reachable[]> {
  const { rows } = await db.query<Reachable>({
    name: "notify-people",
    text: `SELECT u.id AS "userId", u.role, u."agencyId", jsonb_build_object('language', coalesce(p.language, 'vi'),
        'quiet', CASE WHEN p.quiet_from IS NOT NULL THEN jsonb_build_object(
          'from', to_char(p.quiet_from, 'HH24:MI'), 'until', to_char(p.quiet_until, 'HH24:MI')) END) AS preferences
      FROM auth."user" u LEFT JOIN notify_person p ON p.user_id = u.id
      WHERE u.banned IS NOT TRUE ORDER BY u.id`,
  });
  return rows;
}

async function addresses(db: Db): Promise<Address[]> {
  const { rows } = await db.query<Address>({
    name: "notify-addresses",
    text: `SELECT c.id AS "contactId", c.user_id AS "userId", c.channel_id AS "channelId", c.address,
        c.min_priority AS "minPriority"
      FROM notify_contact c JOIN notify_channel h ON h.id = c.channel_id
      WHERE c.enabled AND h.enabled AND c.verified_at IS NOT NULL ORDER BY c.id`,
  });
  return rows;
}

async function channelStates(db: Db): Promise<ChannelState[]> {
  const { rows } = await db.query<ChannelState>({
    name: "notify-channel-states",
    text: `SELECT h.id, k.reach, h.failures FROM notify_channel h JOIN notify_kind k ON k.id = h.kind
      WHERE h.enabled ORDER BY h.id`,
  });
  return rows;
}
