import {
  countUnconfirmed,
  createSeries,
  createUnconfirmed,
  keepNames,
  type NewAsset,
  type NewSeries,
} from "#lib/asset/sql/create.ts";
import { type Located, locate } from "#lib/asset/sql/locate.ts";
import type { Db, Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import type { Feed, Refusal } from "#lib/feed/model.ts";
import { type Kept, keptFor } from "#lib/feed/sql/horizon.ts";
import type { Address, Spot } from "./stages/address.ts";
import { POSITION } from "./stages/address.ts";
import { Allowance, type NewAssets } from "./stages/allowance.ts";
import { type Judged, judge } from "./stages/judge.ts";

/** A refused address is looked up again after so long, in case the notice of its registration was missed. */
const REFUSED_MS = 30_000;

type Asked = { feed: Feed; newAssets: NewAssets; now: number };

/** The pipeline's view of the register: which series an asset and a metric are, and what a feed may add to it. */
export class Register {
  readonly #pool: Pool;
  readonly #allowances = new Map<string, Allowance>();
  #kept: Kept = { readingMs: Number.POSITIVE_INFINITY, positionMs: Number.POSITIVE_INFINITY };

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Reads again how long data are kept. */
  async refresh(): Promise<void> {
    this.#kept = await keptFor(this.#pool);
  }

  /** Readings older than this (ms) would be dropped at once. */
  oldestReading(now: number): number {
    return now - this.#kept.readingMs;
  }

  oldestPosition(now: number): number {
    return now - this.#kept.positionMs;
  }

  /** Gives every address its spot or its refusal. @throws when the database is away */
  async resolve(addresses: readonly Address[], asked: Asked): Promise<void> {
    const makeable = settle(addresses, await lookUp(this.#pool, addresses, asked), asked);
    const grown = await this.#grow(makeable, asked);
    if (grown.length > 0) settle(grown, await lookUp(this.#pool, grown, asked), asked);
    await this.#keepNames(addresses, asked);
  }

  /** Of two names that share a key the first keeps it, whichever process asks: then both are judged again. */
  async #keepNames(addresses: readonly Address[], asked: Asked): Promise<void> {
    const fresh = addresses.filter((a) => a.spot && a.name !== undefined && !a.spot.named);
    if (fresh.length === 0) return;
    const names = fresh.map(({ spot, name }) => ({ assetId: (spot as Spot).assetId, name: name as string }));
    await keepNames(this.#pool, asked.feed.id, names);
    settle(fresh, await lookUp(this.#pool, fresh, asked), asked);
  }

  async #grow(makeable: readonly Makeable[], asked: Asked): Promise<Address[]> {
    const fresh = makeable.filter((m) => m.judged.kind === "no_asset").map((m) => m.address);
    const allowed = await this.#allowed(fresh, asked);
    const grown = makeable
      .filter((m) => m.judged.kind === "no_series" || allowed.has(m.address.asset))
      .map((m) => m.address);
    if (grown.length === 0) return [];
    await tx(this.#pool, async (client) => {
      await createUnconfirmed(client, asked.feed.id, newAssets(grown, allowed));
      await createSeries(client, newSeries(grown, await lookUp(client, grown, asked), asked.feed));
    });
    return grown;
  }

  /** Which of the assets that nobody registered may be made. */
  async #allowed(fresh: readonly Address[], { feed, newAssets, now }: Asked): Promise<Set<string>> {
    if (feed.unknownAsset !== "create" || fresh.length === 0) return new Set();
    const keys = [...new Set(fresh.map((a) => a.asset))];
    const known = this.#allowances.get(feed.id);
    const mine = known?.has(newAssets) ? known : new Allowance(newAssets);
    this.#allowances.set(feed.id, mine);
    const granted = await mine.take(keys.length, now, () => countUnconfirmed(this.#pool, feed.id));
    const allowed = new Set(keys.slice(0, granted));
    for (const address of fresh)
      if (!allowed.has(address.asset)) refuseFor(address, "too_many_new_assets", mine.explain(), now);
    return allowed;
  }
}

type Makeable = { address: Address; judged: Judged };

async function lookUp(db: Db, addresses: readonly Address[], { feed }: Asked): Promise<Judged[]> {
  const found = await locate(
    db,
    addresses.map((a) => a.asset),
    addresses.map((a) => a.metricId),
    feed.id,
  );
  return addresses.map((address, i) => judge(feed.id, address, found[i] as Located));
}

/** Writes into each address what was found. @returns those that are unknown but may be made */
function settle(addresses: readonly Address[], judged: readonly Judged[], { now }: Asked): Makeable[] {
  const makeable: Makeable[] = [];
  addresses.forEach((address, i) => {
    const one = judged[i] as Judged;
    if (one.kind === "spot") {
      address.spot = one.spot;
      address.refusal = null;
    } else if (one.kind === "refused") refuseFor(address, one.reason, one.detail, now);
    else {
      refuseFor(address, "unknown_asset", `nobody registered ${address.asset}/${address.metricId}`, now);
      makeable.push({ address, judged: one });
    }
  });
  return makeable;
}

function refuseFor(address: Address, reason: Refusal, detail: string, now: number): void {
  address.spot = null;
  address.refusal = reason;
  address.detail = detail;
  address.refusedUntil = now + REFUSED_MS;
}

function newAssets(grown: readonly Address[], allowed: ReadonlySet<string>): NewAsset[] {
  const byKey = new Map<string, NewAsset>();
  for (const { asset: key, name = key } of grown)
    if (allowed.has(key) && !byKey.has(key)) byKey.set(key, { key, name });
  return [...byKey.values()];
}

function newSeries(addresses: readonly Address[], judged: readonly Judged[], feed: Feed): NewSeries[] {
  const wanted: NewSeries[] = [];
  addresses.forEach((address, i) => {
    const one = judged[i] as Judged;
    if (one.kind !== "no_series" || address.metricId === POSITION) return;
    const periodS = address.metric?.periodSeconds ?? feed.periodS;
    wanted.push({ assetId: one.assetId, metricId: address.metricId, feedId: feed.id, periodS });
  });
  return wanted;
}
