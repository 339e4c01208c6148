import type { Db } from "#lib/db/pool.ts";
import { feedById, saveFeed } from "#lib/feed/sql.ts";

/** The feed of the first device, so that the printed publish command is stored and shown. */
export async function ensureFirstFeed(db: Db, id: string): Promise<void> {
  if (await feedById(db, id)) return;
  await saveFeed(db, {
    id,
    kind: "mqtt",
    nameVi: "Thiết bị đầu tiên",
    nameEn: "First device",
    agencyId: null,
    config: {},
    periodS: 3_600,
    unknownAsset: "create",
    simulated: false,
    enabled: true,
  });
}
