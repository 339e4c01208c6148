import { z } from "zod";
import { fullText } from "#lib/notify/message.ts";
import { say } from "#lib/rule/fields.ts";
import { channelType, needed, receiptOf, secretName, Undelivered } from "./channel.ts";

const config = z.strictObject({
  token: secretName("Mã của bot", "Bot token"),
  api: z
    .url({ protocol: /^https?$/ })
    .default("https://api.telegram.org")
    .meta(say({ vi: "Máy chủ API", en: "API server" })),
});

/** https://core.telegram.org/bots/api#sendmessage */
export default channelType({
  id: "telegram",
  title: { vi: "Telegram", en: "Telegram" },
  about: {
    vi: "Tin nhắn từ một bot; người nhận phải bắt đầu trò chuyện với bot trước.",
    en: "Messages from a bot; the receiver has to start a chat with it first.",
  },
  config,
  example: { token: "NOTIFY_TELEGRAM_TOKEN" },
  reach: "person",
  address: {
    vi: "Mã trò chuyện (chat id)",
    en: "Chat id",
    hintVi: "Số bot cho biết sau khi nhắn /start",
    hintEn: "The number that the bot tells after /start",
    pattern: "-?\\d{3,20}",
    type: "text",
  },
  verify: true,
  async send(delivery, { token, api }, tools) {
    const answer = await tools.request({
      method: "POST",
      url: `${api.replace(/\/$/, "")}/bot${needed(tools, token)}/sendMessage`,
      headers: { "content-type": "application/json", "x-haidang-id": delivery.id },
      // Plain text: nothing in an alert's name is read as markup.
      body: JSON.stringify({
        chat_id: delivery.address,
        text: fullText(delivery).slice(0, 4_096),
        disable_notification: delivery.message.priority >= 3,
        link_preview_options: { is_disabled: true },
      }),
    });
    if (answer.status === 403) throw new Undelivered("refused", "403", answer.body.slice(0, 300));
    return receiptOf(answer);
  },
});
