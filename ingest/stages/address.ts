import { IDENT } from "#lib/asset/model.ts";
import type { Refusal } from "#lib/feed/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import type { Metric } from "#lib/metric/metric.ts";

/** A series as the pipeline knows it, with what grading remembers of it. */
export type Spot = {
  seriesId: number;
  assetId: number;
  unconfirmed: boolean;
  /** Believable at this place; the metric's own range when nobody said otherwise. */
  low: number;
  high: number;
  /** Older than this on arrival is late. */
  lateAfterMs: number;
  lastTime: number;
  lastValue: number;
  /** A jump waiting for a second reading that confirms it; NaN when there is none. */
  oddTime: number;
  oddValue: number;
};

/** What a device names: an asset's key and a metric, `position` among them. Located once, then remembered. */
export class Address {
  readonly asset: string;
  readonly metricId: string;
  readonly metric: Metric | undefined;
  spot: Spot | null = null;
  refusal: Refusal | null = null;
  detail = "";
  /** A refusal is looked up again after this time (ms): someone may have registered the asset. */
  refusedUntil = 0;
  /** The last time given to a reading that carried none. */
  lastArrival = 0;

  constructor(asset: string, metricId: string) {
    this.asset = asset;
    this.metricId = metricId;
    this.metric = metricById(metricId);
  }
}

export const POSITION = "position";
/** Addresses and topics remembered per feed: ≈ 60 MB when full; then both are forgotten and built anew. */
const MOST = 200_000;

/** The addresses that one feed has used. Names are checked once, here. */
export class AddressBook {
  #byName = new Map<string, Address>();
  #byTopic = new Map<string, Address>();

  /** undefined: the asset's key or the metric is not an identifier, and so too long to remember. */
  of(asset: string, metricId: string): Address | undefined {
    const name = `${asset}/${metricId}`;
    const known = this.#byName.get(name);
    if (known) return known;
    if (!IDENT.test(asset) || !IDENT.test(metricId)) return undefined;
    const made = new Address(asset, metricId);
    if (this.#byName.size >= MOST) this.forget();
    this.#byName.set(name, made);
    return made;
  }

  /** What {@link remember} kept for a topic. */
  ofTopic(topic: string): Address | undefined {
    return this.#byTopic.get(topic);
  }

  remember(topic: string, address: Address): void {
    if (this.#byTopic.size >= MOST) this.forget();
    this.#byTopic.set(topic, address);
  }

  /** Asks the register again for everything: something in it changed. */
  forget(): void {
    this.#byName.clear();
    this.#byTopic.clear();
  }

  /** Asks again only for what was refused: something new is in the register. */
  forgetRefusals(): void {
    for (const address of this.#byName.values()) address.refusedUntil = 0;
  }
}
