import type { Db } from "#lib/db/pool.ts";
import type { Feed } from "../model.ts";

/** A feed and the hash of its bearer token; null: nobody may push. */
export type KnownFeed = Feed & { tokenHash: Buffer | null };

type Row = {
  id: string;
  kind: string;
  name_vi: string;
  name_en: string;
  agency_id: string | null;
  config: unknown;
  period_s: number;
  unknown_asset: Feed["unknownAsset"];
  simulated: boolean;
  enabled: boolean;
  token_hash: Buffer | null;
};

/** Every feed, by id, disabled ones too. */
export async function allFeeds(db: Db): Promise<KnownFeed[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, kind, name_vi, name_en, agency_id, config, period_s, unknown_asset, simulated, enabled, token_hash
     FROM feed ORDER BY id`,
  );
  return rows.map((r) => ({
    id: r.id,
    kind: r.kind,
    nameVi: r.name_vi,
    nameEn: r.name_en,
    agencyId: r.agency_id,
    config: r.config,
    periodS: r.period_s,
    unknownAsset: r.unknown_asset,
    simulated: r.simulated,
    enabled: r.enabled,
    tokenHash: r.token_hash,
  }));
}
