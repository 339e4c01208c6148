import { alertsByIds } from "#lib/alert/sql.ts";
import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { digestMessage } from "#lib/notify/message.ts";
import { GIVE_UP_MS } from "#lib/notify/model.ts";
import {
  dropGone,
  type Held,
  lockHeld,
  type NewNotification,
  putOut,
  settleHeld,
} from "#lib/notify/sql/outbox.ts";
import { preferencesOf } from "#lib/notify/sql.ts";
import { stableId } from "./escalate.ts";

/** When quiet hours end, what was held back is told in one message an address. @returns how many messages were held */
export async function digestDue(pool: Pool, now: number): Promise<number> {
  return tx(pool, async (client) => {
    await dropGone(client, now);
    const held = await lockHeld(client, now);
    if (held.length === 0) return 0;
    const addresses = new Map<string, Held[]>();
    for (const one of held) {
      const key = `${one.contactId}`;
      addresses.set(key, [...(addresses.get(key) ?? []), one]);
    }
    const out: NewNotification[] = [];
    for (const list of addresses.values()) {
      const [first] = list as [Held];
      const { language } = await preferencesOf(client, first.userId);
      const alertIds = [...new Set(list.flatMap((one) => one.alertIds))];
      out.push({
        id: stableId(["digest", ...list.map((one) => one.id).sort()]),
        kind: "digest",
        dueAt: now,
        alertId: null,
        alertIds,
        policyId: null,
        step: null,
        repeat: null,
        channelId: first.channelId,
        contactId: first.contactId,
        userId: first.userId,
        address: first.address,
        message: digestMessage(await alertsByIds(client, alertIds), language),
        state: "waiting",
        nextAt: now,
        giveUpAt: now + GIVE_UP_MS.digest,
      });
    }
    await putOut(client, out);
    await settleHeld(
      client,
      held.map((one) => one.id),
      now,
    );
    return held.length;
  });
}
