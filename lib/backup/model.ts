import { z } from "zod";

/** What a base backup says of itself; stands beside it in the store, last written, so what has one is whole. */
export const manifestSchema = z.strictObject({
  id: z.string().regex(/^\d{8}T\d{6}Z$/),
  /** Milliseconds. What was committed before `begunAt` is in the base itself. */
  begunAt: z.number(),
  finishedAt: z.number(),
  /** Sealed size, all files. */
  bytes: z.number(),
  /** SHA-256 of each sealed file. */
  files: z.record(z.string(), z.string()),
  /** First and last write-ahead log file that the base needs. */
  firstWal: z.string(),
  lastWal: z.string(),
  /** Newest migration, so that one sees which release can open it. */
  schema: z.string(),
  /** Rows that had arrived a minute before it began, counted before and after: retention may drop some between. */
  countedAt: z.number(),
  counts: z.record(z.string(), z.number()),
  countsAfter: z.record(z.string(), z.number()),
});
export type Manifest = z.infer<typeof manifestSchema>;

export type Keep = { daily: number; weekly: number; monthly: number };

const DAY_MS = 86_400_000;
/** The province's clock is UTC+7 all the year. */
const OFFSET_MS = 7 * 3_600_000;

const dayOf = (at: number) => Math.floor((at + OFFSET_MS) / DAY_MS);
// Day 0 was a Thursday; weeks begin on Monday.
const weekOf = (at: number) => Math.floor((dayOf(at) + 3) / 7);
const monthOf = (at: number) => new Date(at + OFFSET_MS).toISOString().slice(0, 7);

/** Ids of the bases to keep: the newest of each of the last days, weeks and months that have one; always the newest. */
export function keptBases(bases: Pick<Manifest, "id" | "begunAt">[], keep: Keep): Set<string> {
  const newestFirst = bases.toSorted((a, b) => b.begunAt - a.begunAt);
  const kept = new Set(newestFirst.slice(0, 1).map((base) => base.id));
  const periods: [number, (at: number) => number | string][] = [
    [keep.daily, dayOf],
    [keep.weekly, weekOf],
    [keep.monthly, monthOf],
  ];
  for (const [most, periodOf] of periods) {
    const seen = new Set<number | string>();
    for (const base of newestFirst) {
      const period = periodOf(base.begunAt);
      if (seen.has(period) || seen.size >= most) continue;
      seen.add(period);
      kept.add(base.id);
    }
  }
  return kept;
}

/** Bases of the daily window: between the oldest of them and now any instant can be restored. */
export function windowStart(bases: Manifest[], keep: Keep): Manifest | undefined {
  const daily = keptBases(bases, { daily: keep.daily, weekly: 0, monthly: 0 });
  return bases.filter((base) => daily.has(base.id)).toSorted((a, b) => a.begunAt - b.begunAt)[0];
}

/** The newest base that was whole at that instant. */
export function baseFor<B extends Pick<Manifest, "finishedAt">>(bases: B[], at: number): B | undefined {
  return bases.filter((base) => base.finishedAt <= at).toSorted((a, b) => b.finishedAt - a.finishedAt)[0];
}

/** Position of a write-ahead log file in the log, whatever its time line; undefined for any other name. */
export function walPosition(name: string): string | undefined {
  return /^[0-9A-F]{24}$/.test(name) ? name.slice(8) : undefined;
}

/** Name of the 16 MiB write-ahead log file that holds a position such as `0/3000028`. */
export function walFileOf(lsn: string, timeline: number): string {
  const [high = "0", low = "0"] = lsn.split("/");
  const hex = (n: number) => n.toString(16).toUpperCase().padStart(8, "0");
  return hex(timeline) + hex(Number.parseInt(high, 16)) + hex(Number.parseInt(low, 16) >>> 24);
}

/** Write-ahead log files that no kept base and no instant of the window needs. */
export function walToDrop(names: string[], bases: Manifest[], keep: Keep): string[] {
  const from = walPosition(windowStart(bases, keep)?.firstWal ?? "");
  if (!from) return [];
  return names.filter((name) => {
    const at = walPosition(name);
    return at !== undefined && at < from;
  });
}

/** The next time of day (minutes after local midnight) at which a base is due after one that began at `last`. */
export function nextDue(last: number, minutes: number): number {
  const due = dayOf(last) * DAY_MS - OFFSET_MS + minutes * 60_000;
  return due > last ? due : due + DAY_MS;
}

/** Where a trial restore disagrees with what was counted; empty when every row is there. */
export function missingRows(
  { counts, countsAfter }: Pick<Manifest, "counts" | "countsAfter">,
  found: Record<string, number>,
): string[] {
  return Object.entries(counts)
    .map(([table, before]) => ({
      table,
      wanted: Math.min(before, countsAfter[table] ?? before),
      got: found[table] ?? 0,
    }))
    .filter(({ wanted, got }) => got < wanted)
    .map(({ table, wanted, got }) => `${table} ${got}/${wanted}`);
}

/** A base in the store, for the page. Times in milliseconds. */
export type BackupRow = {
  id: string;
  begunAt: number;
  finishedAt: number;
  bytes: number;
  /** null: not tried yet. */
  verified: boolean | null;
  verifiedAt: number | null;
  /** What the trial restore said: rows found, or the reason why it failed. */
  verdict: string | null;
  readings: number;
};

/** What the process that makes backups tells of itself. Times in milliseconds. */
export type BackupWatch = {
  place: string | null;
  lookedAt: number;
  /** Newest write-ahead log file in the store: up to about then everything can be restored. */
  walAt: number | null;
  windowFrom: number | null;
  waitingFiles: number;
  waitingBytes: number;
  dueAt: number | null;
  problem: string | null;
};
