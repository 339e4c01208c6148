import { createTransport } from "nodemailer";
import { z } from "zod";
import { fullText } from "#lib/notify/message.ts";
import { say } from "#lib/rule/fields.ts";
import { channelType, needed, secretName, Undelivered } from "./channel.ts";

const TIMEOUT_MS = 10_000;

const config = z.strictObject({
  host: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/)
    .meta(say({ vi: "Máy chủ SMTP", en: "SMTP server" })),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .default(587)
    .meta(say({ vi: "Cổng", en: "Port" })),
  security: z
    .enum(["starttls", "tls", "none"])
    .default("starttls")
    .meta(
      say({
        vi: "Mã hóa",
        en: "Encryption",
        options: {
          starttls: { vi: "STARTTLS", en: "STARTTLS" },
          tls: { vi: "TLS ngay từ đầu", en: "TLS from the start" },
          none: { vi: "Không (chỉ trong mạng nội bộ)", en: "None (inner network only)" },
        },
      }),
    ),
  user: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta(say({ vi: "Tài khoản", en: "Account" })),
  password: secretName("Mật khẩu", "Password").optional(),
  from: z.email().meta(say({ vi: "Gửi từ địa chỉ", en: "From address" })),
});

export default channelType({
  id: "email",
  title: { vi: "Email", en: "E-mail" },
  about: { vi: "Gửi qua máy chủ SMTP của cơ quan.", en: "Sends by the agency's SMTP server." },
  config,
  example: {
    host: "mail.example.gov.vn",
    user: "hai-dang",
    password: "NOTIFY_SMTP_PASSWORD",
    from: "hai-dang@example.gov.vn",
  },
  reach: "person",
  address: {
    vi: "Địa chỉ thư",
    en: "E-mail address",
    hintVi: "ten@coquan.gov.vn",
    hintEn: "name@agency.gov.vn",
    pattern: "[^\\s@<>,;]{1,64}@[A-Za-z0-9.-]{1,190}",
    type: "email",
  },
  verify: true,
  async send(delivery, { host, port, security, user, password, from }, tools) {
    const { socket: connection } = await tools.connect({ host, port, timeoutMs: TIMEOUT_MS });
    const transport = createTransport({
      host,
      port,
      connection,
      secure: security === "tls",
      requireTLS: security === "starttls",
      ignoreTLS: security === "none",
      ...(user && { auth: { user, pass: password ? needed(tools, password) : "" } }),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const { id, message } = delivery;
    try {
      const sent = await transport.sendMail({
        from,
        // As an object: what a person typed is one address, never a list.
        to: { name: "", address: delivery.address },
        subject: message.title,
        text: fullText(delivery),
        messageId: `<${id}@${from.split("@")[1]}>`,
        headers: {
          "X-HaiDang-Id": id,
          "Auto-Submitted": "auto-generated",
          ...(message.priority === 1 && { Importance: "high", "X-Priority": "1" }),
        },
      });
      return { code: `${sent.response ?? "250"}`.slice(0, 3), excerpt: `${sent.response ?? ""}` };
    } catch (error) {
      throw failureOf(error as SmtpError);
    } finally {
      transport.close();
      connection.destroy();
    }
  },
});

type SmtpError = Error & { code?: string; command?: string; responseCode?: number };

/** RFC 5321: 5xx to RCPT TO speaks of the address; to anything else, of the server or of us. */
function failureOf({ code, command, responseCode, message }: SmtpError): Undelivered {
  const ofAddress = command === "RCPT TO" && responseCode !== undefined && responseCode >= 500;
  return new Undelivered(ofAddress ? "refused" : "failed", `${responseCode ?? code ?? "failed"}`, message);
}
