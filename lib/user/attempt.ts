import { record as audit } from "../audit/sql.ts";
import type { Client, Pool } from "../db/pool.ts";
import { tx } from "../db/tx.ts";
import { tellOfGuessing } from "../notify/security.ts";
import { CLIENT_ADDRESS } from "./auth.ts";
import { deviceOf } from "./device.ts";
import { accountKey, addressPlace, isNoted, type Standing, SUSPECT_AFTER } from "./guess.ts";
import { isKnownDevice } from "./sql/device.ts";
import { claimNotice, failuresLately, noteFailure, standingOf, type Try } from "./sql/failure.ts";
import { personByEmail } from "./sql.ts";

/** Told of wrong passwords at one account, however few there are from each place. */
const TELL_AFTER = 10;

/** Whose password is about to be looked at, and from where. */
export type Attempt = Omit<Try, "now"> & {
  name: string | null;
  device: Buffer | null;
  /** The right password was given in this browser before. */
  known: boolean;
};

export async function attemptOf(pool: Pool, email: string, headers: Headers): Promise<Attempt> {
  const address = headers.get(CLIENT_ADDRESS) ?? "unknown";
  const device = deviceOf(headers);
  const person = await personByEmail(pool, email);
  const known = device !== null && person !== null && (await isKnownDevice(pool, device, person.userId));
  return {
    account: accountKey(email),
    place: known ? `device:${device.toString("hex")}` : addressPlace(address),
    address,
    userId: person?.userId ?? null,
    name: person?.name ?? null,
    device,
    known,
  };
}

/** A browser that is known answers for itself: what others do to the account or at its address is not its fault. */
export async function standingNow(pool: Pool, attempt: Attempt, now: number): Promise<Standing> {
  const standing = await standingOf(pool, { ...attempt, now });
  return attempt.known ? { ...standing, ofAccount: 0, ofPlace: 0 } : standing;
}

/** Counts a wrong password for the account and the address, writes it down, and tells administrators of many. */
export function failed(pool: Pool, attempt: Attempt, now: number): Promise<void> {
  return tx(pool, async (client) => {
    const { streak } = await noteFailure(client, { ...attempt, now });
    const lately = await failuresLately(client, { ...attempt, now });
    const { userId, address } = attempt;
    if (isNoted(userId === null ? lately.unknownFromAddress : streak)) {
      await audit(client, {
        actor: `address:${address}`,
        action: "user.sign_in_failed",
        object: `user:${userId ?? "unknown"}`,
        detail: { address, inARow: streak, atAccount: lately.atAccount, fromAddress: lately.fromAddress },
      });
    }
    await tell(client, attempt, { ...lately, now });
  });
}

type Lately = { atAccount: number; fromAddress: number; now: number };

async function tell(
  client: Client,
  { userId, name, address }: Attempt,
  { atAccount, fromAddress, now }: Lately,
): Promise<void> {
  if (userId !== null && atAccount >= TELL_AFTER && (await claimNotice(client, `user:${userId}`, now)))
    await tellOfGuessing(client, { name, address, count: atAccount }, now);
  if (fromAddress >= SUSPECT_AFTER && (await claimNotice(client, `address:${address}`, now)))
    await tellOfGuessing(client, { name: null, address, count: fromAddress }, now);
}
