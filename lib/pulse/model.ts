/** Why nothing is stored, or nothing can be heard, though devices may be speaking. */
export type DeafReason =
  /** No ingest process runs. */
  | "no_ingest"
  /** One that holds feeds has stopped answering. */
  | "ingest_silent"
  /** The database does not store what is handed to it. */
  | "not_stored"
  /** The disk of the database is full. */
  | "disk_full"
  /** The broker does not answer. */
  | "broker_silent"
  /** A warning: all is stored, out of the reserve of a disk that is full. */
  | "disk_low";

/** Whether it keeps anything from being heard or stored. */
export const isDeaf = (deaf: Pick<Deaf, "reason"> | null): boolean =>
  deaf !== null && deaf.reason !== "disk_low";

/** `forMs`: for how long already; `waiting`: messages received and not stored. */
export type Deaf = { reason: DeafReason; forMs: number; waiting: number };

/** What an ingest process says of itself once a second; `deaf` is null while it hears and stores. */
export type Beat = { member: number; name: string; deaf: Deaf | null };

/** A beat, and how long ago it was, ms. */
export type Pulse = Beat & { ageMs: number };

/** A process that has not beaten for so long is thought to stand still; it beats once a second. */
export const SILENT_MS = 3_500;
/** What waits for longer than this without anything being stored is not waiting but stuck. */
export const STUCK_MS = 2_500;

/** The worst of what the processes say and do not say: the one that lasts longest. null: all of them store. */
export function deafness(pulses: readonly Pulse[]): Deaf | null {
  if (pulses.length === 0) return { reason: "no_ingest", forMs: 0, waiting: 0 };
  const faults = pulses.map(deafnessOf).filter((one) => one !== null);
  const waiting = pulses.reduce((sum, { deaf }) => sum + (deaf?.waiting ?? 0), 0);
  const [worst] = faults.sort((a, b) => Number(isDeaf(b)) - Number(isDeaf(a)) || b.forMs - a.forMs);
  return worst ? { ...worst, waiting } : null;
}

function deafnessOf({ ageMs, deaf }: Pulse): Deaf | null {
  if (ageMs > SILENT_MS) return { reason: "ingest_silent", forMs: ageMs, waiting: 0 };
  return deaf && { ...deaf, forMs: deaf.forMs + ageMs };
}
