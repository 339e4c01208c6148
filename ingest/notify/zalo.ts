import { z } from "zod";
import { fullText, shortText } from "#lib/notify/message.ts";
import { say } from "#lib/rule/fields.ts";
import {
  channelType,
  type Delivery,
  needed,
  type Receipt,
  receiptOf,
  secretName,
  Undelivered,
} from "./channel.ts";

const api = z.url({ protocol: /^https?$/ });

const config = z.strictObject({
  token: secretName("Mã truy cập OA", "OA access token"),
  form: z
    .enum(["oa", "zns"])
    .default("oa")
    .meta(
      say({
        vi: "Hình thức",
        en: "Form",
        options: {
          oa: { vi: "Tin nhắn OA (người nhận quan tâm OA)", en: "OA message (to followers)" },
          zns: {
            vi: "ZNS theo mẫu đã duyệt (theo số điện thoại)",
            en: "ZNS by an approved template (to a phone)",
          },
        },
      }),
    ),
  template: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional()
    .meta(say({ vi: "Mã mẫu ZNS", en: "ZNS template id" })),
  field: z
    .string()
    .regex(/^\w{1,40}$/)
    .default("noi_dung")
    .meta(say({ vi: "Tham số nội dung của mẫu", en: "The template's parameter for the text" })),
  oaApi: api.default("https://openapi.zalo.me").meta(say({ vi: "Máy chủ API OA", en: "OA API server" })),
  znsApi: api
    .default("https://business.openapi.zalo.me")
    .meta(say({ vi: "Máy chủ API ZNS", en: "ZNS API server" })),
});
type Config = z.output<typeof config>;

/** The forms are from memory and marked as such in docs/notify.md until somebody has sent by a real OA. */
export default channelType({
  id: "zalo",
  title: { vi: "Zalo OA, ZNS", en: "Zalo OA, ZNS" },
  about: {
    vi: "Tin nhắn từ tài khoản Zalo chính thức của cơ quan, hoặc ZNS theo mẫu đã duyệt.",
    en: "Messages from the agency's official Zalo account, or ZNS by an approved template.",
  },
  config,
  example: { token: "NOTIFY_ZALO_TOKEN" },
  reach: "person",
  address: {
    vi: "Mã người dùng Zalo hoặc số điện thoại (ZNS)",
    en: "Zalo user id, or phone number (ZNS)",
    hintVi: "ZNS: 0912345678",
    hintEn: "ZNS: 0912345678",
    pattern: "\\+?\\d{9,25}",
    type: "text",
  },
  verify: true,
  async send(delivery, config, tools) {
    const { url, body } = config.form === "oa" ? oaMessage(delivery, config) : znsMessage(delivery, config);
    const answer = await tools.request({
      method: "POST",
      url,
      headers: {
        "content-type": "application/json",
        access_token: needed(tools, config.token),
        "x-haidang-id": delivery.id,
      },
      body: JSON.stringify(body),
    });
    return acceptedOf(receiptOf(answer), answer.body);
  },
});

function oaMessage(delivery: Delivery, { oaApi }: Config) {
  return {
    url: new URL("/v3.0/oa/message/cs", oaApi).href,
    body: { recipient: { user_id: delivery.address }, message: { text: fullText(delivery).slice(0, 2_000) } },
  };
}

function znsMessage(delivery: Delivery, { znsApi, template, field }: Config) {
  if (!template) throw new Undelivered("failed", "no_template", "a ZNS needs the id of its template");
  const text = shortText(delivery, { most: 300, diacritics: true });
  return {
    url: new URL("/message/template", znsApi).href,
    body: {
      phone: delivery.address.replace(/^\+?84|^0/, "84"),
      template_id: template,
      template_data: { [field]: text },
      tracking_id: delivery.id,
    },
  };
}

/** The service answers 200 whatever happened: `error` 0 is sent. -216, -124: the token; -213: no follower. */
function acceptedOf(receipt: Receipt, body: string): Receipt {
  let error: unknown;
  try {
    error = (JSON.parse(body) as { error?: unknown }).error;
  } catch {
    throw new Undelivered("failed", "no_json", body.slice(0, 300));
  }
  if (error === 0) return receipt;
  throw new Undelivered(error === -213 ? "refused" : "failed", `${error}`, body.slice(0, 300));
}
