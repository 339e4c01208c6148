import { randomBytes, randomInt } from "node:crypto";
import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { retryMs } from "#lib/notify/model.ts";
import { insertLink } from "#lib/notify/sql/link.ts";
import { type Claimed, noteAttempt, noteChannel, type Tried } from "#lib/notify/sql/outbox.ts";
import { forgetContact, setCode } from "#lib/notify/sql.ts";
import { codeHash, hashToken } from "#lib/user/token.ts";
import { type ChannelType, type Receipt, type Tools, Undelivered } from "../notify/channel.ts";
import * as registry from "../notify/index.ts";

const TYPES = new Map<string, ChannelType>(Object.values(registry).map((type) => [type.id, type]));

/** How long a link acknowledges: a step later somebody else has been told anyway. */
const LINK_MS = 4 * 3_600_000;
const CODE_MS = 10 * 60_000;

export type Post = { pool: Pool; tools: Tools; now: () => number; random?: () => number };

/** Makes one attempt for a message that was claimed, and writes down what came of it. */
export async function deliver(message: Claimed, post: Post): Promise<void> {
  const at = post.now();
  const began = performance.now();
  const outcome = await attempt(message, at, post);
  const ms = performance.now() - began;
  const tried = triedOf(outcome, { message, at, ms, random: post.random });
  await tx(post.pool, async (client) => {
    await noteAttempt(client, tried);
    const { channelId, contactId } = message;
    if (tried.outcome !== "refused") {
      const error = outcome instanceof Undelivered ? `${outcome.code}: ${outcome.message}` : null;
      await noteChannel(client, { channelId, at: at + ms, outcome: tried.outcome, error });
    }
    if (outcome instanceof Undelivered && outcome.kind === "gone" && contactId !== null)
      await forgetContact(client, contactId);
  });
}

async function attempt(message: Claimed, now: number, post: Post): Promise<Receipt | Undelivered> {
  const { channelKind, config } = message;
  const type = channelKind === null ? undefined : TYPES.get(channelKind);
  if (!type) return new Undelivered("refused", "channel_gone", `there is no channel ${message.channelId}`);
  const parsed = type.config.safeParse(config);
  if (!parsed.success) return new Undelivered("failed", "bad_config", parsed.error.issues[0]?.message ?? "");
  const ackPath = await ackPathFor(message, now, post.pool);
  const code = await codeFor(message, now, post.pool);
  const { id, kind, alertIds, address } = message;
  const link = linkTo(ackPath ?? message.message.path, post.tools.publicUrl);
  const delivery = { id, kind, alertIds, address, message: message.message, link, ackPath, code, now };
  const secrets = [code, ackPath, address, nationalOf(address)].flatMap((one) => one || []);
  const secret = (name: string) => {
    const value = post.tools.secret(name);
    if (value) secrets.push(value);
    return value;
  };
  let inner = false;
  const request: Tools["request"] = async (out) => {
    const answer = await post.tools.request(out);
    inner ||= answer.inner;
    return { ...answer, body: without(secrets, answer.body) };
  };
  const connect: Tools["connect"] = async (to) => {
    const line = await post.tools.connect(to);
    inner ||= line.inner;
    return line;
  };
  try {
    const receipt = await type.send(delivery, parsed.data, { ...post.tools, secret, request, connect });
    return inner ? { code: receipt.code } : discreet(receipt, secrets);
  } catch (error) {
    const failure = failureOf(error as Error);
    return inner
      ? withoutHost(failure)
      : new Undelivered(failure.kind, failure.code, without(secrets, failure.message));
  }
}

function failureOf(error: Error & { code?: string }): Undelivered {
  return error instanceof Undelivered
    ? error
    : new Undelivered("failed", error.code ?? "failed", error.message);
}

/** Words of a host inside, and what its port does, are shown to nobody: a number that its protocol gave, at most. */
function withoutHost({ kind, code }: Undelivered): Undelivered {
  const told = /^[A-Z]/.test(code) ? "unreachable" : code;
  return new Undelivered(kind, told, "a server inside the network did not take it");
}

/** A phone number without what stands before it at home and abroad: gateways write it either way. */
function nationalOf(address: string): string | null {
  return /^(?:\+84|0)(\d{9,10})$/.exec(address)?.[1] ?? null;
}

/** A server may repeat what it was sent. Its answer is shown to people: no key, code, link or address among it. */
function discreet({ code, excerpt }: Receipt, secrets: readonly string[]): Receipt {
  return excerpt === undefined ? { code } : { code, excerpt: without(secrets, excerpt) };
}

function without(secrets: readonly string[], text: string): string {
  const forms = secrets.flatMap((one) => [one, encodeURIComponent(one), JSON.stringify(one).slice(1, -1)]);
  return forms.reduce((rest, form) => rest.replaceAll(form, "•••"), text);
}

function linkTo(path: string, publicUrl: string | undefined): string | null {
  return publicUrl === undefined ? null : new URL(path, publicUrl).href;
}

/** The one-time link of an alert's message; only its hash is kept. */
async function ackPathFor(
  { kind, id, userId, alertIds }: Claimed,
  now: number,
  pool: Pool,
): Promise<string | null> {
  if (kind !== "alert" || userId === null) return null;
  const token = randomBytes(16).toString("base64url");
  const expiresAt = now + LINK_MS;
  await insertLink(pool, { hash: hashToken(token), notificationId: id, userId, alertIds, expiresAt });
  return `/ack/${token}`;
}

/** A fresh code for each attempt; only its hash is kept. */
async function codeFor({ kind, contactId }: Claimed, now: number, pool: Pool): Promise<string | null> {
  if (kind !== "verify" || contactId === null) return null;
  const code = `${randomInt(1_000_000)}`.padStart(6, "0");
  await setCode(pool, { id: contactId, hash: codeHash(contactId, code), until: now + CODE_MS });
  return code;
}

type Facts = { message: Claimed; at: number; ms: number; random?: () => number };

function triedOf(outcome: Receipt | Undelivered, { message, at, ms, random }: Facts): Tried {
  const n = message.attempts + 1;
  const base = { id: message.id, n, at, ms, code: outcome.code };
  if (!(outcome instanceof Undelivered)) {
    return { ...base, outcome: "sent", excerpt: outcome.excerpt ?? null, nextAt: null, reason: null };
  }
  const excerpt = outcome.message;
  if (outcome.kind !== "failed") {
    const reason = outcome.code === "channel_gone" ? "channel_gone" : "refused";
    return { ...base, outcome: "refused", excerpt, nextAt: null, reason };
  }
  const nextAt = at + ms + retryMs(n, random);
  const isLast = nextAt >= message.giveUpAt;
  const reason = isLast ? (outcome.code === "bad_config" ? "bad_config" : "gave_up") : null;
  return { ...base, outcome: "failed", excerpt, nextAt: isLast ? null : nextAt, reason };
}
