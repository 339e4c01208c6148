import { z } from "zod";
import type { Told } from "#lib/notify/message.ts";
import type { AddressField, ChannelKind, Reach } from "#lib/notify/model.ts";
import type { Answer, Gate } from "#lib/outgoing/gate.ts";
import { say } from "#lib/rule/fields.ts";

/** One message on its way by one channel. `id` is the same at each attempt, so that a receiver can drop doubles. */
export type Delivery = Told & {
  id: string;
  kind: string;
  alertIds: readonly number[];
  /** Path of the one-time link that acknowledges; null where there is nothing to acknowledge. */
  ackPath: string | null;
  /** The person's address; empty for a room, which the channel itself names. */
  address: string;
  now: number;
};

export type Tools = {
  /** A secret that the channel's row names; undefined when it is not there. */
  secret(name: string): string | undefined;
  /** Ways out: an HTTP request, and a connection for another protocol. There is no other. */
  request: Gate["request"];
  connect: Gate["connect"];
  /** This installation's web push key, base64url; undefined when it has none. */
  vapidKey: string | undefined;
  /** How people open this program from outside, when it is known. */
  publicUrl: string | undefined;
};

/** What the other side answered, for the log. Never a secret. */
export type Receipt = { code: string; excerpt?: string };

/**
 * `failed`: the channel did not work; tried again. `refused`: this one message or address never will.
 * `gone`: the address is no more.
 */
export class Undelivered extends Error {
  readonly kind: "failed" | "refused" | "gone";
  readonly code: string;
  constructor(kind: Undelivered["kind"], code: string, message: string) {
    super(message);
    this.kind = kind;
    this.code = code;
  }
}

/** One kind of channel: a file in this folder and a line in index.ts. */
export type ChannelType<Schema extends z.ZodType = z.ZodType> = {
  id: string;
  title: { vi: string; en: string };
  about: { vi: string; en: string };
  /** Form, checks and documentation are made from it. */
  config: Schema;
  example: z.input<Schema>;
  reach: Reach;
  /** What a person types; null where nobody types anything. */
  address: AddressField | null;
  /** Whether a code is sent to a new address before alerts are. */
  verify: boolean;
  /** Hands the message over. Resolves when the other side has it. @throws Undelivered, or anything: tried again */
  send(delivery: Delivery, config: z.output<Schema>, tools: Tools): Promise<Receipt>;
};

export function channelType<Schema extends z.ZodType>(type: ChannelType<Schema>): ChannelType {
  return type as unknown as ChannelType;
}

/** Only such names may be asked of the environment: never the program's own secrets. */
export const NOTIFY_SECRET = /^NOTIFY_[A-Z0-9_]{1,60}$/;

/** A secret is named in the row and stands in the environment, or in the file at NAME_FILE. */
export const secretName = (vi: string, en: string) =>
  z
    .string()
    .regex(NOTIFY_SECRET)
    .meta(
      say({
        vi,
        en,
        hintVi:
          "Tên biến môi trường NOTIFY_… chứa bí mật (hoặc NOTIFY_…_FILE là tệp chứa nó), không phải bí mật",
        hintEn:
          "Name of the environment variable NOTIFY_… that holds it (or NOTIFY_…_FILE, a file), not the secret",
      }),
    );

/** @throws Undelivered when it is not there */
export function needed(tools: Tools, name: string): string {
  const value = tools.secret(name);
  if (!value) throw new Undelivered("failed", "no_secret", `${name} is not set in the environment of ingest`);
  return value;
}

/** Reads an answer by its status: 2xx is sent; a busy or broken server is tried again; the rest is refused. */
export function receiptOf({ status, body }: Answer): Receipt {
  const excerpt = body.slice(0, 300);
  if (status >= 200 && status < 300) return { code: `${status}`, excerpt };
  const again = status >= 500 || status === 429 || status === 408 || status === 401 || status === 403;
  throw new Undelivered(again ? "failed" : "refused", `${status}`, excerpt || `status ${status}`);
}

/** A kind as pages are told of it. */
export function described(type: ChannelType): ChannelKind {
  const { id, title, about, config, example, reach, address, verify } = type;
  return {
    id,
    titleVi: title.vi,
    titleEn: title.en,
    about,
    form: z.toJSONSchema(config, { io: "input", unrepresentable: "any" }),
    example: example as object,
    reach,
    address,
    verify,
  };
}
