import { readPlainNumber } from "#lib/feed/number.ts";
import { Quality } from "#lib/reading/model.ts";
import { type Address, POSITION } from "../stages/address.ts";
import type { Collector } from "../stages/collector.ts";
import { misshapen, parseJson, Unreadable } from "./json.ts";
import { readPack } from "./pack.ts";
import { isObject, readPoint, readPosition } from "./point.ts";

/** A message as it came, whatever carried it. */
export type Raw = { topic: string; payload: Buffer; size: number; now: number };
export type Reader = (raw: Raw, out: Collector) => void;

const SENML = "senml";

/**
 * The default format: `ioc/<feed>/<asset>/<metric>` with a number or `{"v":…}`, `…/position` with a place, SenML
 * packs on `ioc/<feed>/<asset>` and `ioc/<feed>/senml`. A topic is taken apart once, then it is an address.
 */
export function topicReader(feedId: string): Reader {
  return (raw, out) => {
    const address = out.book.ofTopic(raw.topic) ?? addressOf(feedId, raw.topic, out);
    if (address) readValue(raw, address, out);
  };
}

/** undefined when the topic is no asset's metric; what it is instead, or why it is refused, has been dealt with. */
function addressOf(feedId: string, topic: string, out: Collector): Address | undefined {
  const [root, feed, asset, metricId, more] = topic.split("/", 5);
  if (root !== "ioc" || feed !== feedId || !asset || more !== undefined) {
    out.refuse("invalid_topic", `expected ioc/${feedId}/<asset>/<metric>`);
    return undefined;
  }
  const address = out.book.of(asset === SENML && metricId === undefined ? "-" : asset, metricId ?? SENML);
  if (!address) {
    out.refuse("invalid_identifier", `asset "${asset.slice(0, 100)}" or metric "${metricId?.slice(0, 100)}"`);
    return undefined;
  }
  out.book.remember(topic, address);
  return address;
}

function readValue(raw: Raw, address: Address, out: Collector): void {
  if (raw.payload.length <= 24 && address.metric) {
    const value = readPlainNumber(raw.payload);
    if (!Number.isNaN(value)) {
      out.at(address, { value, unit: undefined, time: Number.NaN, quality: Quality.good });
      return;
    }
  }
  const body = parseJson(raw.payload, raw.size);
  const fault = body instanceof Unreadable ? body : readBody(body, raw, { address, out });
  if (fault) out.refuse(fault.reason, fault.detail);
}

type To = { address: Address; out: Collector };

function readBody(body: unknown, raw: Raw, { address, out }: To): Unreadable | undefined {
  if (address.metricId === SENML) {
    if (!Array.isArray(body)) return misshapen(raw.payload, "a SenML array");
    readPack(body, { asset: address.asset === "-" ? undefined : address.asset, now: raw.now }, out);
  } else if (address.metricId === POSITION) {
    if (!isObject(body)) return misshapen(raw.payload, '{"lat":…,"lon":…}');
    readPosition(body, address.asset, out);
  } else if (typeof body === "number") {
    out.at(address, { value: body, unit: undefined, time: Number.NaN, quality: Quality.good });
  } else {
    if (!isObject(body)) return misshapen(raw.payload, 'a number or {"v":…}');
    readPoint(body, address, out);
  }
  return undefined;
}
