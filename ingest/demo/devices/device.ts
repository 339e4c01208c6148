import type { AqiAt } from "#ingest/demo/physics/air-index.ts";
import type { FireIndex } from "#ingest/demo/physics/fire.ts";
import type { World } from "#ingest/demo/physics/world.ts";
import type { Site, SiteKind } from "#ingest/demo/province/site.ts";

/** What every device may look at. */
export type Scene = { world: World; fireIndex: FireIndex; aqi: AqiAt };

/** Metric id → value in the metric's unit. */
export type Values = Record<string, number>;

/** Degrees, km/h. */
export type Position = { lat: number; lon: number; speed: number; course: number };

/**
 * How it writes (docs/demo.md): `number` a bare number, stamped on arrival; `object` {"v","t"};
 * `senml` one RFC 8428 pack for all its metrics.
 */
export type Wire = "number" | "object" | "senml";

/** A kind of device: which sites carry one, to which feed and how often it speaks, and what it says. */
export type Device = {
  id: string;
  kinds: readonly SiteKind[];
  feed: string;
  periodS: number;
  wire: Wire;
  metrics: readonly string[];
  /** Values now; undefined when it has nothing to say. */
  read(scene: Scene, site: Site, time: number): Values | undefined;
  /** Where it is now, for what moves. */
  position?(scene: Scene, site: Site, time: number): Position;
  /** Worth filling in for the days before the first start, at this step. */
  historyStepS?: number;
};

/** A number that a site must have. @throws RangeError naming the site. */
export function trait(site: Site, name: string): number {
  const value = site.traits?.[name];
  if (value === undefined) throw new RangeError(`${site.key} has no ${name}`);
  return value;
}

/** @throws RangeError when the site watches no river node */
export function nodeOf(site: Site): string {
  if (!site.node) throw new RangeError(`${site.key} watches no river node`);
  return site.node;
}
