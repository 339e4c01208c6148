import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";

/** Wrong passwords in a row that cost nothing: fingers slip. */
export const FREE_TRIES = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** After so long without a failure, counting starts again. */
export const FORGET_MS = 24 * 3_600_000;

/** Failures at one account from elsewhere, or from one address at other accounts, within so long, make it suspect. */
export const WATCH_MS = 3_600_000;
export const SUSPECT_AFTER = 20;
const FIRST_HOLD_MS = 500;
const LONGEST_HOLD_MS = 8_000;

/** What is known of an attempt before its password is looked at. */
export type Standing = {
  /** Failures in a row of this account from this place, and when the last was (ms). */
  streak: number;
  lastAt: number;
  /** Lately: failures at this account from other places, and from this place at other accounts (three each at most). */
  ofAccount: number;
  ofPlace: number;
};
export const UNBLEMISHED: Standing = { streak: 0, lastAt: 0, ofAccount: 0, ofPlace: 0 };

/**
 * How long this account cannot be tried from this place, ms: 1 s after the fifth failure in a row, doubled with each
 * further one up to 15 minutes, which leaves about a hundred guesses a day. Only whoever failed here waits.
 */
export function waitMs({ streak, lastAt }: Standing, now: number): number {
  if (streak < FREE_TRIES || now - lastAt >= FORGET_MS) return 0;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (streak - FREE_TRIES));
  return Math.max(0, lastAt + wait - now);
}

/**
 * How long an answer is held back where somebody guesses, ms: 0.5 s from the 20th failure, doubled every ten, 8 s at
 * most. Whoever did not fail is slowed at worst, never refused.
 */
export function holdMs({ ofAccount, ofPlace }: Standing): number {
  const over = Math.max(ofAccount, ofPlace) - SUSPECT_AFTER;
  return over < 0 ? 0 : Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** Math.floor(over / 10));
}

/** Goes behind others where many want to sign in at once. */
export function isSuspect(standing: Standing): boolean {
  return standing.streak > 0 || holdMs(standing) > 0;
}

/** Which of n equal events are written down: the first five, then each time their number has doubled. */
export function isNoted(n: number): boolean {
  return n <= 5 || Number.isInteger(Math.log2(n));
}

/** Where somebody sits who is not known by their browser. One holder has a whole /64 of IPv6. */
export function addressPlace(address: string): string {
  if (!isIPv6(address)) return `address:${address}`;
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const filled =
    tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill("0"), ...right];
  const net = filled.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `address:${net.join(":")}::/64`;
}

/** What is counted under: known or not, an account is the address that was typed, and never kept as such. */
export function accountKey(email: string): Buffer {
  return createHash("sha256").update(email.toLowerCase()).digest();
}
