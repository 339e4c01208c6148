import { randomUUID } from "node:crypto";
import type { Db } from "#lib/db/pool.ts";
import { testMessage, verifyMessage } from "./message.ts";
import { type Contact, GIVE_UP_MS } from "./model.ts";
import { recentMessages } from "./sql/log.ts";
import { putOut } from "./sql/outbox.ts";
import { preferencesOf } from "./sql.ts";

type Target = {
  userId: string | null;
  contact: Pick<Contact, "id" | "channelId" | "address"> | null;
  channelId: string;
};

/** Puts a message out that somebody asked for by a button. @returns its id, by which its outcome is looked up */
async function ask(
  db: Db,
  kind: "test" | "verify",
  { userId, contact, channelId, by, now }: Target & { by: string; now: number },
): Promise<string> {
  const { language } = userId === null ? { language: "vi" as const } : await preferencesOf(db, userId);
  const id = randomUUID();
  await putOut(db, [
    {
      id,
      kind,
      dueAt: now,
      alertId: null,
      alertIds: [],
      policyId: null,
      step: null,
      repeat: null,
      channelId,
      contactId: contact?.id ?? null,
      userId,
      address: contact?.address ?? "",
      message: kind === "test" ? testMessage(language, by) : verifyMessage(language),
      state: "waiting",
      nextAt: now,
      giveUpAt: now + GIVE_UP_MS[kind],
    },
  ]);
  return id;
}

/** "Gửi thử" to one address of a person. */
export function testContact(
  db: Db,
  { userId, contact, by, now }: { userId: string; contact: Contact; by: string; now: number },
): Promise<string> {
  return ask(db, "test", { userId, contact, channelId: contact.channelId, by, now });
}

/** "Gửi thử" to the room that a channel itself names. */
export function testRoom(
  db: Db,
  { channelId, by, now }: { channelId: string; by: string; now: number },
): Promise<string> {
  return ask(db, "test", { userId: null, contact: null, channelId, by, now });
}

/** Sends a code to an address, for its owner to type in. */
export function askCode(
  db: Db,
  { userId, contact, now }: { userId: string; contact: Contact; now: number },
): Promise<string> {
  return ask(db, "verify", { userId, contact, channelId: contact.channelId, by: "", now });
}

/**
 * With five tries each: thirty guesses an hour at a million codes; and nobody can be flooded with codes by somebody
 * who adds their number again and again.
 */
export const MOST_CODES_AN_HOUR = 6;

export function codesLately(db: Db, userId: string, now: number): Promise<number> {
  return recentMessages(db, { userId, kind: "verify", since: now - 3_600_000 });
}
