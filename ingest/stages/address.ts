import { IDENT } from "#lib/asset/model.ts";
import { keyOf } from "#lib/asset/slug.ts";
import type { Refusal } from "#lib/feed/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import { type Metric, UNAVAILABLE } from "#lib/metric/metric.ts";
import type { Reading } from "#lib/reading/model.ts";

/** A series as the pipeline knows it, with what grading remembers of it. */
export type Spot = {
  seriesId: number;
  assetId: number;
  unconfirmed: boolean;
  /** It is kept under which name the feed speaks of it. */
  named: boolean;
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
  kind: string;
  /** km/h: nothing of its kind moves faster. */
  fastest: number;
  /** As the four above, of a moving thing. */
  last: Place | null;
  odd: Place | null;
};

export type Place = { time: number; lon: number; lat: number };

/** What a device names: an asset and a metric, `position` among them. Located once, then remembered. */
export class Address {
  /** The asset's key. */
  readonly asset: string;
  /** How the source writes it; undefined when the mapping itself says which asset it is. */
  readonly name: string | undefined;
  readonly metricId: string;
  readonly metric: Metric | undefined;
  spot: Spot | null = null;
  refusal: Refusal | null = null;
  detail = "";
  /** A refusal is looked up again after this time (ms): someone may have registered the asset. */
  refusedUntil = 0;
  /** The last time given to a reading that carried none. */
  lastArrival = 0;
  /** What this metric's devices send when they have nothing to say. */
  readonly unavailable: readonly number[];
  readonly leastUnavailable: number;
  /** It is a counter, or what one could be taken for. */
  readonly counts: boolean;
  /** The topic that speaks for it, where only one may. */
  topic: string | undefined = undefined;

  constructor(asset: string, metricId: string, name?: string) {
    this.asset = asset;
    this.metricId = metricId;
    this.name = name;
    this.metric = metricById(metricId);
    const own = this.metric?.unavailable;
    this.unavailable = own?.length ? [...own, ...UNAVAILABLE] : (own ?? UNAVAILABLE);
    this.leastUnavailable = Math.min(...this.unavailable);
    this.counts = this.metric?.steps !== undefined || this.metric?.mostPerMinute !== undefined;
  }
}

/** Of a counter; `fellFrom`: what it stood at before, where it stands lower; else NaN. */
export type State = { time: number; value: number; fellFrom: number };

export const POSITION = "position";
/** Addresses and topics remembered per feed: ≈ 60 MB when full; then both are forgotten and built anew. */
const MOST = 200_000;

/** PostgreSQL stores neither U+0000 nor half of a surrogate pair. */
function storable(name: string): boolean {
  return !name.includes("\0") && name.isWellFormed();
}

/** The addresses that one feed has used. Names are checked once, here. */
export class AddressBook {
  #byName = new Map<string, Address>();
  #byTopic = new Map<string, Address>();
  #topics = new Map<string, string>();
  #last = new Map<number, State>();

  /**
   * undefined: the metric is no identifier, or nothing in the asset's name can be part of a key. `declared`: the
   * mapping says which asset it is, whatever the source calls it.
   */
  of(asset: string, metricId: string, declared = false): Address | undefined {
    const name = declared ? `=${asset}/${metricId}` : `${asset}/${metricId}`;
    const known = this.#byName.get(name);
    if (known) return known;
    const key = storable(asset) ? keyOf(asset) : undefined;
    if (key === undefined || !IDENT.test(metricId)) return undefined;
    const made = new Address(key, metricId, declared ? undefined : asset);
    if (this.#byName.size >= MOST) this.forget();
    this.#byName.set(name, made);
    return made;
  }

  /** The last state that this process has seen, stored or on its way, or the stored one. */
  lastOf(seriesId: number, spot: Spot | null): State {
    const seen = this.#last.get(seriesId);
    const time = spot?.lastTime ?? Number.NaN;
    if (seen && !(seen.time < time)) return seen;
    return { time, value: spot?.lastValue ?? Number.NaN, fellFrom: Number.NaN };
  }

  keepLast(seriesId: number, { time, value }: Reading, fellFrom = Number.NaN): void {
    const seen = this.#last.get(seriesId);
    if (seen && seen.time > time) return;
    if (this.#last.size >= MOST) this.#last.clear();
    this.#last.set(seriesId, { time, value, fellFrom });
  }

  /** The topic that speaks for a series; the first to do so is remembered, whatever the register says later. */
  topicOf(address: Address, topic: string): string {
    if (address.topic !== undefined) return address.topic;
    const series = `${address.asset}/${address.metricId}`;
    const first = this.#topics.get(series) ?? topic;
    if (this.#topics.size >= MOST) this.#topics.clear();
    this.#topics.set(series, first);
    address.topic = first;
    return first;
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
