import type { Db } from "#lib/db/pool.ts";
import { saveFeed } from "#lib/feed/sql.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { ruleById, upsertRule } from "#lib/rule/sql.ts";
import { DEAD_AFTER } from "./model.ts";

/** The health of the channels is a feed like any other, so that its alerts need no machinery of their own. */
export const DELIVERY_FEED = "thong-bao";
export const DELIVERY_METRIC = "delivery_failures";
const PERIOD_S = 60;

const RULE: RuleInput = {
  id: "kenh-thong-bao-hong",
  kind: "threshold",
  nameVi: "Kênh thông báo hỏng",
  nameEn: "Notification channel is dead",
  target: { metric: DELIVERY_METRIC },
  priority: 2,
  response: {
    cause: "Máy chủ của kênh không trả lời, hết hạn mã truy cập, mất mạng ra ngoài, hoặc cấu hình sai",
    consequence: "Người trực không được báo qua kênh này; cảnh báo chỉ còn trên màn hình và các kênh khác",
    action: "Gọi điện cho người đang trực; xem lỗi ở trang Thông báo, sửa kênh rồi bấm Gửi thử",
    minutes: 30,
    owner: "Quản trị hệ thống",
  },
  params: {
    direction: "above",
    levels: [{ id: "hong", priority: 2, value: DEAD_AFTER }],
    // Over when a delivery works, which sets the count to 0; not before.
    deadband: DEAD_AFTER - 1,
  },
};

/** Sets the watch up when the first channel or address is; what an administrator changed of it since stays. */
export async function watchChannels(db: Db): Promise<void> {
  const { rows } = await db.query("SELECT FROM feed WHERE id = $1", [DELIVERY_FEED]);
  if (rows.length === 0) {
    await saveFeed(db, {
      id: DELIVERY_FEED,
      kind: "delivery",
      nameVi: "Kênh thông báo",
      nameEn: "Notification channels",
      agencyId: null,
      config: {},
      periodS: PERIOD_S,
      unknownAsset: "refuse",
      simulated: false,
      enabled: true,
    });
  }
  if (!(await ruleById(db, RULE.id))) await upsertRule(db, RULE);
}
