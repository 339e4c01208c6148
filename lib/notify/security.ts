import { randomUUID } from "node:crypto";
import type { Client } from "#lib/db/pool.ts";
import type { Language } from "#lib/i18n/model.ts";
import { translator } from "#lib/i18n/model.ts";
import type { Address } from "./audience.ts";
import { GIVE_UP_MS, type Message } from "./model.ts";
import { directoryAt } from "./sql/directory.ts";
import { type NewNotification, putOut } from "./sql/outbox.ts";

/** `name`: of the person whose account it is; null: many accounts are tried from the address. */
export type Guessing = { name: string | null; address: string; count: number };
const PRIORITY = 2;

/** Tells every administrator, at every address that takes messages of this priority, that somebody guesses passwords. */
export async function tellOfGuessing(client: Client, what: Guessing, now: number): Promise<void> {
  const { people, addresses } = await directoryAt(client, now);
  const administrators = people.filter(({ role }) => role === "admin");
  const told = administrators.flatMap(({ userId, preferences }) =>
    addresses
      .filter((one) => one.userId === userId && one.minPriority >= PRIORITY)
      .map((one) => notification(one, guessMessage(what, preferences.language), now)),
  );
  await putOut(client, told);
}

function notification(to: Address, message: Message, now: number): NewNotification {
  const { contactId, channelId, userId, address } = to;
  return {
    id: randomUUID(),
    kind: "security",
    dueAt: now,
    alertId: null,
    alertIds: [],
    policyId: null,
    step: null,
    repeat: null,
    channelId,
    contactId,
    userId,
    address,
    message,
    state: "waiting",
    nextAt: now,
    giveUpAt: now + GIVE_UP_MS.security,
  };
}

export function guessMessage({ name, address, count }: Guessing, language: Language): Message {
  const t = translator(language);
  const title = name === null ? t("guess.manyTitle") : t("guess.oneTitle", { name });
  const lines = [t("guess.body", { count, address }), t("guess.act")];
  return {
    language,
    title,
    lines,
    short: `${title}: ${lines[0]}`,
    priority: PRIORITY,
    simulated: false,
    tag: "sign-in",
    path: "/admin?tab=sign-ins",
  };
}
