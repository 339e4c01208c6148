import { z } from "zod";
import { fullText } from "#lib/notify/message.ts";
import { say } from "#lib/rule/fields.ts";
import { channelType, needed, receiptOf, secretName } from "./channel.ts";

// Copy this file, name it after the new kind, and add one line to index.ts. The form, the checks and the table in the
// documentation are drawn from what it exports. Secrets are named, never kept; what goes out by HTTP goes through
// tools.request, which looks at the address.

const config = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).meta(say({ vi: "Địa chỉ dịch vụ", en: "Service address" })),
  key: secretName("Khóa", "Key"),
});

export default channelType({
  id: "blueprint",
  title: { vi: "Bản mẫu", en: "Blueprint" },
  about: { vi: "Gửi chữ đến một dịch vụ HTTP.", en: "Sends text to an HTTP service." },
  config,
  example: { url: "https://dich-vu.example.vn/gui", key: "NOTIFY_BLUEPRINT_KEY" },
  reach: "person",
  address: {
    vi: "Tên người nhận",
    en: "Receiver's name",
    hintVi: "Như dịch vụ biết",
    hintEn: "As the service knows it",
    pattern: "\\w{1,40}",
    type: "text",
  },
  verify: true,
  async send(delivery, { url, key }, tools) {
    const headers = { authorization: `Bearer ${needed(tools, key)}`, "x-haidang-id": delivery.id };
    const body = JSON.stringify({ to: delivery.address, text: fullText(delivery) });
    return receiptOf(await tools.request({ method: "POST", url, headers, body }));
  },
});
