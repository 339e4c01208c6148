import { createECDH } from "node:crypto";
import webpush from "web-push";
import { z } from "zod";
import { type Subscription, subscriptionSchema } from "#lib/notify/model.ts";
import type { OutgoingError } from "#lib/outgoing/gate.ts";
import { say } from "#lib/rule/fields.ts";
import { channelType, receiptOf, Undelivered } from "./channel.ts";

/** After this a push service forgets what a phone that was off did not fetch. */
const KEPT_S = 3_600;

const config = z.strictObject({
  contact: z
    .email()
    .optional()
    .meta(
      say({
        vi: "Email liên hệ",
        en: "Contact e-mail",
        hintVi: "Nhà cung cấp dịch vụ đẩy báo về đây khi có sự cố",
        hintEn: "Where a push service writes to when something is wrong",
      }),
    ),
});

/** Web Push: RFC 8030 (delivery), 8291 (encryption), 8292 (VAPID). */
export default channelType({
  id: "web-push",
  title: { vi: "Trình duyệt, điện thoại (Web Push)", en: "Browser, phone (Web Push)" },
  about: {
    vi: "Thông báo trên trình duyệt hoặc ứng dụng đã cài, cả khi trang đang đóng. Nội dung được mã hóa đến tận máy.",
    en: "Notifications of the browser or the installed app, also while no page is open. Encrypted up to the device.",
  },
  config,
  example: {},
  reach: "person",
  address: null,
  verify: false,
  async send({ id, address, message, ackPath }, { contact }, tools) {
    if (!tools.vapidKey) throw new Undelivered("failed", "no_key", "VAPID_PRIVATE_KEY is not set for ingest");
    const subscription = subscriptionOf(address);
    const { title, lines, tag, priority, simulated, language, path } = message;
    const payload = JSON.stringify({
      id,
      title,
      body: lines.slice(0, 4).join("\n"),
      tag,
      priority,
      simulated,
      language,
      path,
      ack: ackPath,
    });
    const details = webpush.generateRequestDetails(subscription, payload, {
      vapidDetails: {
        subject: contact ? `mailto:${contact}` : subjectOf(tools.publicUrl),
        publicKey: publicKeyOf(tools.vapidKey),
        privateKey: tools.vapidKey,
      },
      TTL: KEPT_S,
      urgency: priority <= 2 ? "high" : "normal",
      topic: topicOf(id),
    });
    const answer = await tools
      .request({
        method: details.method,
        url: details.endpoint,
        headers: Object.fromEntries(Object.entries(details.headers).map(([k, v]) => [k, `${v}`])),
        body: details.body as Buffer,
        // The endpoint came from a browser: it never leads inside, whatever the installation allows.
        reach: "outside",
      })
      .catch(refuseInner);
    // RFC 8030 7.3: the subscription is no more.
    if (answer.status === 404 || answer.status === 410)
      throw new Undelivered("gone", `${answer.status}`, "the subscription is no more");
    return receiptOf(answer);
  },
});

/** An endpoint that leads inside says nothing of the channel. */
function refuseInner(error: OutgoingError): never {
  if (error.code === "inner_address") throw new Undelivered("refused", error.code, error.message);
  throw error;
}

function subscriptionOf(address: string): Subscription {
  try {
    return subscriptionSchema.parse(JSON.parse(address));
  } catch {
    throw new Undelivered("gone", "bad_subscription", "not a subscription");
  }
}

/** RFC 8292 2.1: a way to reach whoever runs this. */
function subjectOf(publicUrl: string | undefined): string {
  return publicUrl?.startsWith("https:") ? publicUrl : "mailto:hai-dang@localhost.localdomain";
}

/** The public half of a VAPID key, as browsers want it. */
export function publicKeyOf(privateKey: string): string {
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(Buffer.from(privateKey, "base64url"));
  return curve.getPublicKey().toString("base64url");
}

/** RFC 8030 5.4: at most 32 letters of base64url; a repeat of the same message takes the place of the first. */
function topicOf(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, "").slice(0, 32);
}
