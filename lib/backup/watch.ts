import type { Db } from "#lib/db/pool.ts";
import { saveFeed } from "#lib/feed/sql.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { ruleById, upsertRule } from "#lib/rule/sql.ts";

/** How old the backups are is a feed like any other, so that a missed one rings, is answered and returns. */
export const BACKUP_FEED = "sao-luu";
export const BASE_AGE_METRIC = "backup_age";
export const LOG_AGE_METRIC = "backup_log_age";
const PERIOD_S = 60;

const response = (action: string) => ({
  cause: "Nơi sao lưu không truy cập được, hết chỗ, hoặc tiến trình sao lưu không chạy",
  consequence: "Nếu máy chủ hỏng lúc này, dữ liệu sau bản sao lưu cuối cùng sẽ mất",
  action,
  minutes: 120,
  owner: "Quản trị hệ thống",
});

const RULES: RuleInput[] = [
  {
    id: "sao-luu-qua-han",
    kind: "threshold",
    nameVi: "Chưa có bản sao lưu mới",
    nameEn: "Backup is overdue",
    target: { metric: BASE_AGE_METRIC },
    priority: 2,
    response: response("Xem lỗi ở trang Quản trị, mục Sao lưu; sửa rồi chạy: npm run backup"),
    params: { direction: "above", levels: [{ id: "qua-han", priority: 2, value: 26 }], deadband: 1 },
  },
  {
    id: "nhat-ky-sao-luu-dung",
    kind: "threshold",
    nameVi: "Nhật ký giao dịch không đến nơi sao lưu",
    nameEn: "Write-ahead log does not reach the backup store",
    target: { metric: LOG_AGE_METRIC },
    priority: 2,
    response: response("Kiểm tra kết nối tới nơi sao lưu; xem lỗi ở trang Quản trị, mục Sao lưu"),
    params: { direction: "above", levels: [{ id: "dung", priority: 2, value: 30 }], deadband: 5 },
  },
];

/** Sets the watch up where backups are made; what an administrator changed of it since stays. */
export async function watchBackups(db: Db): Promise<void> {
  const { rows } = await db.query("SELECT FROM feed WHERE id = $1", [BACKUP_FEED]);
  if (rows.length === 0)
    await saveFeed(db, {
      id: BACKUP_FEED,
      kind: "backup",
      nameVi: "Sao lưu",
      nameEn: "Backups",
      agencyId: null,
      config: {},
      periodS: PERIOD_S,
      unknownAsset: "refuse",
      simulated: false,
      enabled: true,
    });
  await db.query(
    `WITH made AS (
       INSERT INTO asset (key, kind, name_vi, name_en, feed_id) VALUES ($1, 'backup', 'Sao lưu', 'Backups', $1)
       ON CONFLICT (key) DO NOTHING RETURNING id),
     own AS (SELECT id FROM made UNION SELECT id FROM asset WHERE key = $1 AND feed_id = $1)
     INSERT INTO series (asset_id, metric_id, feed_id, period_s) SELECT id, m, $1, $3 FROM own, unnest($2::text[]) m
     ON CONFLICT (asset_id, metric_id) DO NOTHING`,
    [BACKUP_FEED, [BASE_AGE_METRIC, LOG_AGE_METRIC], PERIOD_S],
  );
  for (const rule of RULES) if (!(await ruleById(db, rule.id))) await upsertRule(db, rule);
}

/** Ages of the newest usable base (hours) and of the newest log in the store (minutes), by series of the feed. */
export async function backupAges(db: Db): Promise<{ seriesId: number; value: number }[]> {
  const { rows } = await db.query<{ seriesId: number; value: number }>(
    `SELECT s.id AS "seriesId", a.value
     FROM series s JOIN (VALUES
       ($2, (SELECT date_part('epoch', now() - coalesce(max(begun_at) FILTER (WHERE verified IS NOT false),
               (SELECT created_at FROM feed WHERE id = $1))) / 3600 FROM backup)),
       ($3, (SELECT date_part('epoch', now() - coalesce(wal_at, looked_at)) / 60 FROM backup_watch))
     ) AS a (metric, value) ON a.metric = s.metric_id
     WHERE s.feed_id = $1 AND a.value IS NOT NULL ORDER BY s.id`,
    [BACKUP_FEED, BASE_AGE_METRIC, LOG_AGE_METRIC],
  );
  return rows;
}
