import { z } from "zod";
import { IDENT } from "#lib/asset/model.ts";
import type { FieldMeta } from "./kinds/kind.ts";

/** Fields that several kinds share: the same word, limits and unit in every form. */

/** Lets the compiler look at what `.meta()` takes. */
export const say = (meta: FieldMeta): FieldMeta => meta;

export const priorityField = z.literal([1, 2, 3, 4]).meta(
  say({
    vi: "Mức ưu tiên",
    en: "Priority",
    options: {
      1: { vi: "P1 khẩn cấp", en: "P1 urgent" },
      2: { vi: "P2 cao", en: "P2 high" },
      3: { vi: "P3 trung bình", en: "P3 medium" },
      4: { vi: "P4 thấp", en: "P4 low" },
    },
  }),
);

export const levelIdField = z
  .string()
  .regex(IDENT)
  .meta(
    say({
      vi: "Mã mức",
      en: "Level id",
      hintVi: "Tên mức trong bộ ngưỡng của trạm (bd1, bd2…), hoặc tên tự đặt",
      hintEn: "A level of the station's threshold set (bd1, bd2…), or a name of your own",
    }),
  );

const delayS = z.number().min(0).max(86_400);

export const onDelayField = delayS.default(0).meta(
  say({
    vi: "Trễ báo",
    en: "On-delay",
    unit: "s",
    hintVi: "Điều kiện phải kéo dài bấy lâu mới báo",
    hintEn: "How long the condition must last before it rings",
  }),
);

export const offDelayField = delayS.default(0).meta(
  say({
    vi: "Trễ hết",
    en: "Off-delay",
    unit: "s",
    hintVi: "Điều kiện phải hết bấy lâu mới coi là đã hết",
    hintEn: "How long the condition must be gone before it counts as returned",
  }),
);

export const deadbandField = z
  .number()
  .min(0)
  .default(0)
  .meta(
    say({
      vi: "Khoảng trễ giá trị",
      en: "Deadband",
      unit: "metric",
      hintVi: "Phải lùi qua ngưỡng quá khoảng này mới coi là đã hết",
      hintEn: "How far back beyond the limit the value must go to count as returned",
    }),
  );

const zoneIds = z
  .array(
    z
      .string()
      .regex(IDENT)
      .meta(say({ vi: "Mã vùng", en: "Zone id" })),
  )
  .min(1)
  .max(200);
const zoneKind = z.string().regex(IDENT);

/** Zones by their ids, or all of a kind. */
export const zonesFields = {
  zones: zoneIds.optional().meta(say({ vi: "Các vùng", en: "Zones" })),
  zoneKind: zoneKind.optional().meta(
    say({
      vi: "Loại vùng",
      en: "Kind of zone",
      hintVi: "Mọi vùng thuộc loại này; hoặc chọn từng vùng, không nhập cả hai",
      hintEn: "Every zone of that kind; or name zones, not both",
    }),
  ),
};

/** Zones in which nothing rings. */
export const exceptFields = {
  exceptZones: zoneIds.optional().meta(say({ vi: "Không báo trong các vùng", en: "Not in these zones" })),
  exceptKind: zoneKind.optional().meta(
    say({
      vi: "Không báo trong loại vùng",
      en: "Not in this kind of zone",
      hintVi: "Chẳng hạn trong cảng",
      hintEn: "In port, for example",
    }),
  ),
};

export const directionField = z
  .enum(["above", "below"])
  .default("above")
  .meta(
    say({
      vi: "Chiều",
      en: "Direction",
      options: {
        above: { vi: "Cao hơn hoặc bằng", en: "At or above" },
        below: { vi: "Thấp hơn hoặc bằng", en: "At or below" },
      },
    }),
  );

/** A number of the metric's unit, or nothing: then the limit is that of the station's threshold set. */
export const limitField = z
  .number()
  .optional()
  .meta(
    say({
      vi: "Ngưỡng",
      en: "Limit",
      unit: "metric",
      hintVi: "Bỏ trống: lấy từ bộ ngưỡng của trạm, có hiệu lực vào lúc đo",
      hintEn: "Empty: from the station's threshold set, valid at the time of the reading",
    }),
  );
