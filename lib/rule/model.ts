import { z } from "zod";
import type { ResponseText } from "#lib/alert/model.ts";
import { IDENT } from "#lib/asset/model.ts";
import { priorityField, say } from "./fields.ts";

const ident = z.string().regex(IDENT);
const name = z.string().trim().min(1).max(200);

/** What a rule is aimed at; every member is judged, and rings, by itself. */
export const targetSchema = z.union([
  z.strictObject({ series: z.array(z.int().positive()).min(1) }),
  /** Every series of a metric, narrowed to assets (keys), a kind of asset, a feed, a basin or a unit. */
  z.strictObject({
    metric: ident,
    assets: z.array(ident).min(1).optional(),
    kind: z.string().min(1).optional(),
    feed: ident.optional(),
    basin: z.string().min(1).optional(),
    unit: z.string().min(1).optional(),
  }),
  /** What moves: all of a kind of asset, all that a feed moves, or some of them. */
  z.strictObject({
    moving: z
      .strictObject({
        kind: z.string().min(1).optional(),
        feed: ident.optional(),
        assets: z.array(ident).min(1).optional(),
      })
      .refine((of) => Object.values(of).some((one) => one !== undefined), {
        error: "say which: a kind of asset, a feed or assets",
      }),
  }),
  /** Records of a type. */
  z.strictObject({ records: ident, feed: ident.optional() }),
  /** One feed as a whole. */
  z.strictObject({ feed: ident }),
  /** Each feed as a whole, or each series of every feed. */
  z.strictObject({ every: z.enum(["feed", "series"]) }),
]);
export type Target = z.infer<typeof targetSchema>;

const text = z.string().trim().min(1).max(2_000);

/** ISA-18.2: an alarm requires a response, so a rule says which before it may ring. */
export const responseTextSchema = z
  .strictObject({
    cause: text.meta(say({ vi: "Nguyên nhân thường gặp", en: "Usual cause" })),
    consequence: text.meta(say({ vi: "Hậu quả nếu không xử lý", en: "Consequence of doing nothing" })),
    action: text.meta(say({ vi: "Việc phải làm", en: "What to do" })),
    minutes: z
      .number()
      .positive()
      .meta(say({ vi: "Thời gian cho phép", en: "Time allowed", unit: "min" })),
    owner: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .meta(say({ vi: "Người chịu trách nhiệm", en: "Owner" })),
    steps: z
      .array(
        z
          .string()
          .trim()
          .min(1)
          .max(300)
          .meta(say({ vi: "Bước", en: "Step" })),
      )
      .max(30)
      .readonly()
      .optional()
      .meta(
        say({
          vi: "Quy trình từng bước",
          en: "Procedure, step by step",
          hintVi: "Bàn trực đánh dấu từng bước khi làm xong",
          hintEn: "The desk ticks each step when it is done",
        }),
      ),
  })
  .meta(say({ vi: "Ứng phó", en: "Response" })) satisfies z.ZodType<ResponseText>;

/** What alerts of one cause have in common. `feeder`: the asset's attribute of that name (power line). */
export const GROUPINGS = ["none", "asset", "basin", "unit", "feed", "feeder"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A row. Its kind names a file in kinds/, which owns the schema of `params`. */
export const ruleSchema = z.strictObject({
  id: ident.meta(say({ vi: "Mã quy tắc", en: "Rule id" })),
  kind: z.string(),
  nameVi: name.meta(say({ vi: "Tên tiếng Việt", en: "Vietnamese name" })),
  nameEn: name.meta(say({ vi: "Tên tiếng Anh", en: "English name" })),
  params: z.unknown(),
  target: targetSchema,
  /** For kinds whose levels have none of their own: 1 urgent … 4 low. */
  priority: priorityField,
  response: responseTextSchema,
  /** Its alerts are closed with a note whatever their priority. */
  latched: z
    .boolean()
    .default(false)
    .meta(say({ vi: "Chỉ đóng khi có ghi chú", en: "Closed with a note only" })),
  /** Alerts of one group become one incident. */
  groupBy: z
    .enum(GROUPINGS)
    .default("none")
    .meta(
      say({
        vi: "Gộp thành tình huống theo",
        en: "Grouped into incidents by",
        options: {
          none: { vi: "Không gộp", en: "Not grouped" },
          asset: { vi: "Trạm", en: "Station" },
          basin: { vi: "Lưu vực", en: "Basin" },
          unit: { vi: "Xã, phường", en: "Commune" },
          feed: { vi: "Nguồn dữ liệu", en: "Feed" },
          feeder: { vi: "Đường dây điện", en: "Power line" },
        },
      }),
    ),
  enabled: z
    .boolean()
    .default(true)
    .meta(say({ vi: "Đang bật", en: "Enabled" })),
  /** It judges simulated data: its alerts say "mô phỏng". Those of simulated feeds do anyway. */
  simulated: z
    .boolean()
    .default(false)
    .meta(say({ vi: "Xét dữ liệu mô phỏng", en: "Judges simulated data" })),
});
export type RuleInput = z.input<typeof ruleSchema>;
export type Rule = z.output<typeof ruleSchema> & {
  /** Grows with every change; what was remembered under an older one is not used. */
  version: number;
};

/** A member of a target as far as matching needs it. */
export type Member = {
  seriesId: number;
  assetKey: string;
  assetKind: string;
  metricId: string;
  feedId: string;
  basin?: string | null;
  unitCode?: string | null;
};

export function aimsAtSeries(target: Target, member: Member): boolean {
  if ("series" in target) return target.series.includes(member.seriesId);
  if ("every" in target) return target.every === "series";
  if (!("metric" in target)) return false;
  if (target.metric !== member.metricId) return false;
  if (target.feed !== undefined && target.feed !== member.feedId) return false;
  if (target.kind !== undefined && target.kind !== member.assetKind) return false;
  if (target.basin !== undefined && target.basin !== member.basin) return false;
  if (target.unit !== undefined && target.unit !== member.unitCode) return false;
  return target.assets === undefined || target.assets.includes(member.assetKey);
}

export function aimsAtFeed(target: Target, feedId: string): boolean {
  if ("every" in target) return target.every === "feed";
  return isFeed(target) && target.feed === feedId;
}

export function aimsAtFeeds(target: Target): boolean {
  return ("every" in target && target.every === "feed") || isFeed(target);
}

function isFeed(target: Target): target is { feed: string } {
  return "feed" in target && !("metric" in target) && !("records" in target);
}

/** A thing that moves, as far as matching needs it. */
export type Mover = { assetKey: string; assetKind: string; feedId: string };

export function aimsAtMover(target: Target, { assetKey, assetKind, feedId }: Mover): boolean {
  if (!("moving" in target)) return false;
  const { kind, feed, assets } = target.moving;
  if (kind !== undefined && kind !== assetKind) return false;
  if (feed !== undefined && feed !== feedId) return false;
  return assets === undefined || assets.includes(assetKey);
}
