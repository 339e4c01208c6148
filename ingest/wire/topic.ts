import { readPlainNumber } from "#lib/feed/number.ts";
import type { Notation } from "#lib/feed/quantity.ts";
import { Quality } from "#lib/reading/model.ts";
import { type Address, POSITION } from "../stages/address.ts";
import type { Collector } from "../stages/collector.ts";
import { misshapen, parseJson, Several, Unreadable } from "./json.ts";
import { readPack } from "./pack.ts";
import { isObject, readPoint, readPosition } from "./point.ts";

/** A message as it came, whatever carried it. */
export type Raw = { topic: string; payload: Buffer; size: number; now: number };
export type Reader = (raw: Raw, out: Collector) => void;

const SENML = "senml";
/** Longer ones are no bare numbers. */
const SHORT = 24;
/** What JSON begins with that is no bare number: { [ " */
const OPENING: ReadonlySet<number | undefined> = new Set([123, 91, 34]);

/**
 * The default format: `ioc/<feed>/<asset>/<metric>` with a number or `{"v":…}`, `…/position` with a place, SenML
 * packs on `ioc/<feed>/<asset>` and `ioc/<feed>/senml`. A topic is taken apart once, then it is an address.
 */
export function topicReader(feedId: string, numbers: Notation = "unsaid"): Reader {
  const plain = numbers !== "comma";
  return (raw, out) => {
    const address = out.book.ofTopic(raw.topic) ?? addressOf(feedId, raw.topic, out);
    if (!address) return;
    // The common message, a bare number of a known series, makes nothing but its reading.
    if (plain && raw.payload.length <= SHORT && address.metric) {
      const value = readPlainNumber(raw.payload);
      if (!Number.isNaN(value)) {
        out.at(address, { value, unit: undefined, time: Number.NaN, quality: Quality.good });
        return;
      }
    }
    readValue(raw, { address, out, numbers });
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

function readValue(raw: Raw, to: To): void {
  const { address, out } = to;
  const isText = to.numbers === "comma" && raw.payload.length <= SHORT && !OPENING.has(raw.payload[0]);
  if (isText && address.metric) {
    readPoint({ v: raw.payload.toString() }, address, to);
    return;
  }
  const body = parseJson(raw.payload, raw.size);
  if (!(body instanceof Several)) {
    readOne(body, raw, to);
    return;
  }
  // The elements of a SenML pack stand on what comes before them; lines stand by themselves.
  if (address.metricId === SENML && !Array.isArray(body.items[0])) {
    readPack(body.items, { asset: assetOf(address), now: raw.now }, out);
    return;
  }
  for (let i = 0; i < body.items.length; i++) {
    out.item(i);
    readOne(body.items[i], raw, to);
  }
}

function readOne(body: unknown, raw: Raw, to: To): void {
  const fault = body instanceof Unreadable ? body : readBody(body, raw, to);
  if (fault) to.out.refuse(fault.reason, fault.detail);
}

function assetOf({ asset }: Address): string | undefined {
  return asset === "-" ? undefined : asset;
}

type To = { address: Address; out: Collector; numbers: Notation };

function readBody(body: unknown, raw: Raw, to: To): Unreadable | undefined {
  const { address, out } = to;
  if (address.metricId === SENML) {
    if (!Array.isArray(body)) return misshapen(raw.payload, "a SenML array");
    readPack(body, { asset: assetOf(address), now: raw.now }, out);
  } else if (address.metricId === POSITION) {
    if (!isObject(body)) return misshapen(raw.payload, '{"lat":…,"lon":…}');
    readPosition(body, address.asset, out);
  } else if (typeof body === "number" || typeof body === "string") {
    readPoint({ v: body }, address, to);
  } else {
    if (!isObject(body)) return misshapen(raw.payload, 'a number or {"v":…}');
    readPoint(body, address, to);
  }
  return undefined;
}
