import type { Db } from "#lib/db/pool.ts";
import type { Province } from "#lib/protocol.ts";

type Stored = {
  name_vi: string;
  name_en: string;
  code: string;
  timezone: string;
  view: { lon: number; lat: number; zoom: number };
};

/** The province of this installation; null before it was set. */
export async function province(db: Db): Promise<Province | null> {
  const { rows } = await db.query<{ value: Stored }>("SELECT value FROM setting WHERE key = 'province'");
  const stored = rows[0]?.value;
  if (!stored) return null;
  const { name_vi: nameVi, name_en: nameEn, code, timezone, view } = stored;
  return { nameVi, nameEn, code, timezone, view };
}

/** Says which province this installation is for. */
export async function saveProvince(db: Db, province: Province): Promise<void> {
  const { nameVi: name_vi, nameEn: name_en, code, timezone, view } = province;
  const stored: Stored = { name_vi, name_en, code, timezone, view };
  await db.query(
    `INSERT INTO setting (key, value) VALUES ('province', $1)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    [JSON.stringify(stored)],
  );
}
