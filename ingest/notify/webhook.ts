import { createHmac } from "node:crypto";
import { z } from "zod";
import { say } from "#lib/rule/fields.ts";
import { channelType, needed, receiptOf, secretName } from "./channel.ts";

const config = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .meta(say({ vi: "Địa chỉ nhận", en: "Receiver's address" })),
  secret: secretName("Khóa ký", "Signing key"),
});

/** HMAC-SHA256 over `<timestamp>.<body>`, hexadecimal: who knows the key knows that we sent it, and when. */
export function signatureOf(key: string, timestamp: string, body: string): string {
  return createHmac("sha256", key).update(`${timestamp}.${body}`).digest("hex");
}

export default channelType({
  id: "webhook",
  title: { vi: "Webhook có chữ ký", en: "Signed webhook" },
  about: {
    vi: "Gửi JSON đến một hệ thống khác, ký bằng HMAC-SHA256 trên thời điểm và nội dung.",
    en: "Sends JSON to another system, signed with HMAC-SHA256 over time and body.",
  },
  config,
  example: { url: "https://dieu-hanh.example.vn/canh-bao", secret: "NOTIFY_WEBHOOK_KEY" },
  reach: "room",
  address: null,
  verify: false,
  async send({ id, kind, alertIds, message, link, now }, { url, secret }, tools) {
    const key = needed(tools, secret);
    const timestamp = `${Math.floor(now / 1_000)}`;
    const { title, lines, priority, simulated, language } = message;
    const text = { title, lines, priority, simulated, language };
    const body = JSON.stringify({ id, kind, alertIds, ...text, link });
    return receiptOf(
      await tools.request({
        method: "POST",
        url,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "x-haidang-id": id,
          "x-haidang-timestamp": timestamp,
          "x-haidang-signature": `sha256=${signatureOf(key, timestamp, body)}`,
        },
        body,
      }),
    );
  },
});
