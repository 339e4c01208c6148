import { z } from "zod";
import { plain, shortText } from "#lib/notify/message.ts";
import { say } from "#lib/rule/fields.ts";
import { channelType, needed, receiptOf, secretName, Undelivered } from "./channel.ts";

const template = z.string().max(4_000);

const config = z.strictObject({
  url: z
    .string()
    .regex(/^https?:\/\/[^{\s]+/)
    .max(2_000)
    .meta(
      say({
        vi: "Địa chỉ cổng SMS",
        en: "SMS gateway's address",
        hintVi: "Sau tên máy chủ có thể dùng {phone}, {text}, {id}, {secret}",
        hintEn: "After the host, {phone}, {text}, {id} and {secret} may stand",
      }),
    ),
  method: z
    .enum(["POST", "GET"])
    .default("POST")
    .meta(say({ vi: "Phương thức", en: "Method" })),
  contentType: z
    .enum(["application/json", "application/x-www-form-urlencoded", "text/xml"])
    .default("application/json")
    .meta(say({ vi: "Kiểu nội dung", en: "Content type" })),
  headers: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(/^[A-Za-z0-9-]{1,60}$/)
          .meta(say({ vi: "Tên", en: "Name" })),
        value: z
          .string()
          .max(500)
          .meta(say({ vi: "Giá trị", en: "Value" })),
      }),
    )
    .max(10)
    .default([])
    .meta(say({ vi: "Tiêu đề HTTP", en: "HTTP headers" })),
  body: template.default("").meta(
    say({
      vi: "Nội dung gửi",
      en: "Body",
      hintVi: "{phone}, {text}, {id}, {secret} được thay theo kiểu nội dung; {secret} lấy từ biến môi trường",
      hintEn: "{phone}, {text}, {id}, {secret} are put in, escaped for the content type",
    }),
  ),
  secret: secretName("Khóa của cổng", "Gateway key").optional(),
  success: z
    .string()
    .max(200)
    .default("")
    .meta(
      say({
        vi: "Câu trả lời khi thành công có chứa",
        en: "A successful answer contains",
        hintVi: "Nhiều cổng trả mã 200 cả khi từ chối; để trống nếu mã trạng thái là đủ",
        hintEn: "Many gateways answer 200 even when they refuse; empty when the status is enough",
      }),
    ),
  most: z
    .int()
    .min(60)
    .max(1_000)
    .default(160)
    .meta(say({ vi: "Số ký tự tối đa", en: "Most characters" })),
  diacritics: z
    .boolean()
    .default(false)
    .meta(
      say({
        vi: "Gửi có dấu",
        en: "With diacritics",
        hintVi: "Có dấu, mỗi tin chỉ còn 70 ký tự",
        hintEn: "With diacritics one SMS holds 70 characters only",
      }),
    ),
});

export default channelType({
  id: "sms-http",
  title: { vi: "SMS qua cổng HTTP", en: "SMS by an HTTP gateway" },
  about: {
    vi: "Gửi SMS qua cổng của nhà mạng hoặc đại lý theo mẫu yêu cầu HTTP của họ.",
    en: "Sends SMS by an operator's or broker's gateway, in the form of HTTP request that it asks for.",
  },
  config,
  example: {
    url: "https://sms.example.vn/api/send",
    body: '{"to": "{phone}", "content": "{text}", "requestId": "{id}", "apiKey": "{secret}"}',
    secret: "NOTIFY_SMS_KEY",
    success: '"code":"0"',
  },
  reach: "person",
  address: {
    vi: "Số điện thoại",
    en: "Phone number",
    hintVi: "0912345678 hoặc +84912345678",
    hintEn: "0912345678 or +84912345678",
    pattern: "(\\+84|0)\\d{9,10}",
    type: "tel",
  },
  verify: true,
  async send(delivery, c, tools) {
    const values = {
      phone: delivery.address.replace(/^0/, "+84"),
      text: shortText(delivery, { most: c.most, diacritics: c.diacritics }),
      id: delivery.id,
      secret: c.secret ? needed(tools, c.secret) : "",
    };
    const answer = await tools.request({
      method: c.method,
      url: put(c.url, values, encodeURIComponent),
      headers: {
        ...(c.method === "POST" && { "content-type": `${c.contentType}; charset=utf-8` }),
        "x-haidang-id": delivery.id,
        ...Object.fromEntries(c.headers.map(({ name, value }) => [name, put(value, values, oneLine)])),
      },
      ...(c.method === "POST" && { body: put(c.body, values, ESCAPES[c.contentType]) }),
    });
    const receipt = receiptOf(answer);
    if (c.success && !answer.body.includes(c.success))
      throw new Undelivered("failed", "not_accepted", answer.body.slice(0, 300));
    return receipt;
  },
});

type Values = { [name: string]: string };
type Escape = (text: string) => string;

/** Each value is escaped for where it stands, so that no text of an alert can change the request. */
function put(text: string, values: Values, guard: Escape): string {
  return text.replace(/\{(phone|text|id|secret)\}/g, (_, name: string) => guard(values[name] ?? ""));
}

const oneLine: Escape = (text) => plain(text).replace(/[^\x20-\x7e]+/g, " ");

const ESCAPES: { [type: string]: Escape } & Record<z.output<typeof config>["contentType"], Escape> = {
  "application/json": (text) => JSON.stringify(text).slice(1, -1),
  "application/x-www-form-urlencoded": encodeURIComponent,
  "text/xml": (text) => text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`),
};
