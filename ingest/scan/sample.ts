import type { Alert, Origin } from "#lib/alert/model.ts";
import type { Client } from "#lib/db/pool.ts";
import type { Facts, ScanOver } from "#lib/rule/kinds/kind.ts";
import { type Belonging, causeGroupOf, type Working } from "#lib/rule/works.ts";

/** One rule's look at the database. */
export type Look = {
  client: Client;
  works: Working;
  now: number;
  /** The alerts of the rule that stand, by object. */
  standing: ReadonlyMap<string, Alert>;
};

/** One object as it is now: whose it is, and what its kind is to judge. */
export type Sample = {
  origin: Omit<Origin, "ruleId" | "latched">;
  facts: Pick<Facts, "levels" | "periodMs">;
  input: object;
};

/** Everything that a rule of a family is to judge now; objects that are left out are gone. */
export type Sampler = (look: Look) => Promise<Sample[]>;
export type Samplers = { [over in ScanOver]: Sampler };

export const NO_BELONGING: Belonging = {
  agencyId: null,
  assetKey: null,
  basin: null,
  unitCode: null,
  feeder: null,
};

type Place = {
  object: string;
  feedId: string | null;
  simulated: boolean;
  belongs: Belonging;
  assetId?: number;
  seriesId?: number;
};

export function originAt({ rule }: Working, place: Place): Sample["origin"] {
  const { object, feedId, simulated, belongs, assetId = null, seriesId = null } = place;
  const by = feedId === null && rule.groupBy === "feed" ? "none" : rule.groupBy;
  return {
    ...{ object, seriesId, assetId, feedId },
    simulated: rule.simulated || simulated,
    agencyId: belongs.agencyId,
    causeGroup: causeGroupOf(by, { belongs, feedId: feedId ?? "" }),
  };
}
