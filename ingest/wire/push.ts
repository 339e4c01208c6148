import type { Notation } from "#lib/feed/quantity.ts";
import { isSenml } from "#lib/feed/senml.ts";
import type { Collector } from "../stages/collector.ts";
import { Unreadable } from "./json.ts";
import { readPack } from "./pack.ts";
import { isObject, readPoint, readPosition } from "./point.ts";

/** Readings that one HTTP call may carry. */
export const MOST_READINGS = 10_000;

/** `numbers`: how the sender writes numbers in texts. */
export type PushGiven = { now: number; numbers?: Notation };

/**
 * The default body of an HTTP push: `{"asset","metric","v",…}`, `{"asset","lat","lon",…}`, an array of them, or a
 * SenML pack whose names are `<asset>/<metric>`.
 */
export function readPush(items: readonly unknown[], given: PushGiven, out: Collector): void {
  if (isSenml(items)) {
    readPack(items, { now: given.now }, out);
    return;
  }
  for (let i = 0; i < items.length; i++) {
    out.item(i);
    readItem(items[i], given, out);
  }
}

function readItem(item: unknown, { numbers = "unsaid" }: PushGiven, out: Collector): void {
  if (item instanceof Unreadable) {
    out.refuse(item.reason, item.detail);
    return;
  }
  if (!isObject(item)) {
    out.refuse("wrong_shape", 'expected {"asset":…,"metric":…,"v":…}');
    return;
  }
  const { asset, metric } = item;
  if (typeof asset !== "string") {
    out.refuse("wrong_type", '"asset" is not a text');
    return;
  }
  if (metric === undefined && (item.lat !== undefined || item.lon !== undefined)) {
    readPosition(item, asset, out);
    return;
  }
  const address = typeof metric === "string" ? out.book.of(asset, metric) : undefined;
  if (address) readPoint(item, address, { out, numbers });
  else if (typeof metric === "string")
    out.refuse("invalid_identifier", `asset "${asset.slice(0, 100)}" or metric "${metric.slice(0, 100)}"`);
  else out.refuse("wrong_type", '"metric" is not a text');
}
