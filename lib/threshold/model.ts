import { z } from "zod";
import { IDENT, type Level, type ThresholdSet } from "#lib/asset/model.ts";
import { levelIdField, say } from "#lib/rule/fields.ts";

/**
 * A set and the local days on which it is valid: from `validFrom`, until before `validTo` (null: further notice), in
 * these months (1–12) of each year (null: all). A set that names the month holds before one that does not.
 */
export type DatedThresholdSet = ThresholdSet & {
  validFrom: string;
  validTo: string | null;
  months?: number[] | null;
};

export type NamedThresholdSet = DatedThresholdSet & {
  assetKey: string | null;
  nameVi: string | null;
  nameEn: string | null;
  agencyId: string | null;
};

const level = z
  .strictObject({
    id: levelIdField,
    value: z.number().meta(say({ vi: "Giá trị", en: "Value", unit: "metric" })),
    severity: z
      .int()
      .min(1)
      .max(5)
      .meta(say({ vi: "Cấp độ rủi ro", en: "Level of risk", hintVi: "Từ 1 đến 5", hintEn: "From 1 to 5" })),
    verified: z
      .boolean()
      .optional()
      .meta(say({ vi: "Đã kiểm chứng", en: "Verified" })),
  })
  .meta(say({ vi: "Mức", en: "Level" }));

const MONTHS = Object.fromEntries(
  Array.from({ length: 12 }, (_, i) => [`${i + 1}`, { vi: `Th. ${i + 1}`, en: `M${i + 1}` }]),
);
const ASCENDING = {
  vi: "Giá trị các mức phải tăng dần.",
  en: "Values of the levels must ascend.",
};

export const thresholdSetSchema = z
  .strictObject({
    /** null: for every asset of the metric that has no set of its own. */
    assetId: z
      .int()
      .positive()
      .nullable()
      .meta(say({ vi: "Trạm", en: "Station" })),
    metricId: z
      .string()
      .regex(IDENT)
      .meta(say({ vi: "Chỉ số", en: "Metric" })),
    levels: z
      .array(level)
      .min(1)
      .max(12)
      .meta(say({ vi: "Các mức, từ thấp đến cao", en: "Levels, ascending" })),
    source: z
      .string()
      .trim()
      .min(1)
      .meta(say({ vi: "Căn cứ", en: "Source", hintVi: "Số văn bản", hintEn: "The document" })),
    verified: z.boolean().meta(say({ vi: "Đã đối chiếu văn bản", en: "Compared with the document" })),
    validFrom: z.iso.date().meta(say({ vi: "Áp dụng từ ngày", en: "Valid from" })),
    validTo: z.iso
      .date()
      .nullable()
      .meta(
        say({
          vi: "Đến trước ngày",
          en: "Until before",
          hintVi: "Bỏ trống: đến khi có bản khác",
          hintEn: "Empty: until further notice",
        }),
      ),
    months: z
      .array(z.int().min(1).max(12))
      .min(1)
      .nullable()
      .default(null)
      .meta(
        say({
          vi: "Chỉ trong các tháng",
          en: "Only in the months",
          hintVi: "Không chọn: cả năm",
          hintEn: "None chosen: all year",
          options: MONTHS,
        }),
      ),
  })
  .refine(
    ({ months }) => months === null || months.every((m, i) => i === 0 || m > (months[i - 1] as number)),
    {
      path: ["months"],
      error: "months must ascend",
      params: { vi: "Các tháng phải theo thứ tự.", en: "Months must ascend." },
    },
  )
  .refine((set) => isAscending(set.levels), {
    path: ["levels"],
    error: "levels must ascend by value",
    params: ASCENDING,
  })
  .refine((set) => new Set(set.levels.map((l) => l.id)).size === set.levels.length, {
    path: ["levels"],
    error: "a level is named twice",
    params: { vi: "Có mức bị ghi hai lần.", en: "A level is named twice." },
  })
  .refine((set) => set.validTo === null || set.validTo > set.validFrom, {
    path: ["validTo"],
    error: "validTo must be after validFrom",
    params: { vi: "Phải sau ngày bắt đầu.", en: "Must be after the first day." },
  });

function isAscending(levels: readonly Level[]): boolean {
  return levels.every((l, i) => i === 0 || l.value > (levels[i - 1] as Level).value);
}

/** What a set is called where its changes are kept; one that begins on another day or has other months is another set. */
export function subjectOf(
  set: Pick<DatedThresholdSet, "assetId" | "metricId" | "validFrom" | "months">,
): string {
  const months = set.months ? `:${set.months.join(",")}` : "";
  return `${set.assetId ?? "all"}:${set.metricId}:${set.validFrom}${months}`;
}
