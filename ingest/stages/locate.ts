import type { Address } from "./address.ts";
import { type Batch, type Course, refuse } from "./batch.ts";

/** Finds the series of each reading and the asset of each position; asks the register only for what is new. */
export function locate(batch: Batch, course: Course): void | Promise<void> {
  const wanted = unknownAddresses(batch);
  if (wanted.size === 0) return assign(batch);
  return askUntilAnswered([...wanted], batch, course);
}

async function askUntilAnswered(wanted: Address[], batch: Batch, course: Course): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await course.register.resolve(wanted, {
        feed: course.feed,
        newAssets: course.newAssets,
        now: batch.now,
      });
      return assign(batch);
    } catch (error) {
      await course.patience(error as Error, attempt);
    }
  }
}

function unknownAddresses(batch: Batch): Set<Address> {
  const wanted = new Set<Address>();
  for (const { address, refused } of batch.readings)
    if (!refused && isUnknown(address, batch.now)) wanted.add(address);
  for (const { address, refused } of batch.positions)
    if (!refused && isUnknown(address, batch.now)) wanted.add(address);
  return wanted;
}

function isUnknown(address: Address, now: number): boolean {
  return address.spot === null && (address.refusal === null || now > address.refusedUntil);
}

function assign(batch: Batch): void {
  for (const draft of batch.readings) {
    if (draft.refused) continue;
    const { spot, refusal, detail } = draft.address;
    if (spot) draft.seriesId = spot.seriesId;
    else refuse(draft, refusal ?? "unknown_asset", detail);
  }
  for (const draft of batch.positions) {
    if (draft.refused) continue;
    const { spot, refusal, detail } = draft.address;
    if (spot) draft.assetId = spot.assetId;
    else refuse(draft, refusal ?? "unknown_asset", detail);
  }
}
