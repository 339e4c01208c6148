import type { RecordVersion } from "#lib/record/model.ts";
import type { Delivery } from "../delivery.ts";

/** Versions of different records, and the delivery that each came with. */
export type RecordRound = { versions: RecordVersion[]; owners: number[] };

/** Rounds to be stored one after the other: the n-th version of each record, by time of change, then arrival. */
export function gatherRecords(deliveries: readonly Delivery[]): RecordRound[] {
  const all: { version: RecordVersion; owner: number }[] = [];
  for (let owner = 0; owner < deliveries.length; owner++)
    for (const version of (deliveries[owner] as Delivery).records) all.push({ version, owner });
  all.sort((a, b) => a.version.changedAt - b.version.changedAt);
  const seen = new Map<string, number>();
  const rounds: RecordRound[] = [];
  for (const { version, owner } of all) {
    const key = JSON.stringify([version.feedId, version.type, version.key]);
    const depth = seen.get(key) ?? 0;
    seen.set(key, depth + 1);
    if (depth === rounds.length) rounds.push({ versions: [], owners: [] });
    rounds[depth]?.versions.push(version);
    rounds[depth]?.owners.push(owner);
  }
  return rounds;
}
