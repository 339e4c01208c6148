import type { Priority } from "#lib/alert/model.ts";
import { seedPerson } from "#lib/alert/testing.ts";
import type { Db } from "#lib/db/pool.ts";
import type { Role } from "#lib/user/model.ts";

/** A kind and a channel of it, as ingest would have written them. */
export async function seedChannel(
  db: Db,
  {
    id,
    kind = id,
    reach = "person",
    config = {},
  }: { id: string; kind?: string; reach?: "person" | "room"; config?: object },
): Promise<void> {
  await db.query(
    `INSERT INTO notify_kind (id, title_vi, title_en, about, form, address, reach, verify, example)
     VALUES ($1::text, $1::text, $1::text, '{}', '{}', NULL, $2, true, '{}') ON CONFLICT DO NOTHING`,
    [kind, reach],
  );
  await db.query(
    `INSERT INTO notify_channel (id, kind, name_vi, name_en, config) VALUES ($1::text, $2, $1::text, $1::text, $3)
     ON CONFLICT (id) DO UPDATE SET config = $3, enabled = true, failures = 0`,
    [id, kind, JSON.stringify(config)],
  );
}

type Seed = {
  id: string;
  role: Role;
  agencyId?: string;
  channels?: readonly string[];
  minPriority?: Priority;
};

/** A person with a verified address on each of the channels. */
export async function seedReachable(
  db: Db,
  { id, role, agencyId, channels = [], minPriority = 4 }: Seed,
): Promise<void> {
  await seedPerson(db, id, id);
  await db.query(`UPDATE auth."user" SET role = $2, "agencyId" = $3 WHERE id = $1`, [
    id,
    role,
    agencyId ?? null,
  ]);
  for (const channel of channels) {
    await db.query(
      `INSERT INTO notify_contact (user_id, channel_id, address, min_priority, verified_at) VALUES ($1, $2, $3, $4, now())`,
      [id, channel, `${id}@${channel}`, minPriority],
    );
  }
}
