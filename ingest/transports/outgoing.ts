import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Addresses that are not somebody else's public server: loopback, private, link-local, shared, multicast, reserved. */
const INNER = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  INNER.addSubnet(net, bits, "ipv4");
/** Of IPv6 only 2000::/3 is given out; of it, what carries an IPv4 address inside, and documentation, is refused. */
const GLOBAL6 = new BlockList();
GLOBAL6.addSubnet("2000::", 3, "ipv6");
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  INNER.addSubnet(net, bits, "ipv6");

/** Whether an address (not a name) lies in a network of one's own, or in none. */
export function isInner(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return isInner(mapped);
  if (isIP(address) === 4) return INNER.check(address, "ipv4");
  if (isIP(address) !== 6) return true;
  return !GLOBAL6.check(address, "ipv6") || INNER.check(address, "ipv6");
}

/** Why a request was not made, or its answer not used. */
export class OutgoingError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type Outgoing = {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Lets it go to addresses inside one's own networks. */
  allowInner?: boolean;
  timeoutMs?: number;
  /** Trusted beside the public authorities, PEM. */
  ca?: string;
};
export type Answer = { status: number; body: string; headers: http.IncomingHttpHeaders };
export type Resolver = (
  host: string,
  options: dns.LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void;

const TIMEOUT_MS = 10_000;
const LARGEST_ANSWER = 64 * 1_024;

/**
 * One request to a server outside. The address is judged as the connection is made, so that a name cannot change its
 * meaning in between; redirects are not followed; what takes too long or says too much is broken off.
 * @throws OutgoingError, whatever went wrong
 */
export function request(out: Outgoing, resolve: Resolver = dns.lookup): Promise<Answer> {
  return new Promise((done, failed) => {
    let url: URL;
    try {
      url = allowed(out);
    } catch (error) {
      failed(error as Error);
      return;
    }
    const timeoutMs = out.timeoutMs ?? TIMEOUT_MS;
    const stop = AbortSignal.timeout(timeoutMs);
    const fail = (error: NodeJS.ErrnoException) => failed(faultOf(error, stop.aborted ? timeoutMs : null));
    const { request: open } = url.protocol === "https:" ? https : http;
    const call = open(url, {
      method: out.method,
      headers: {
        ...out.headers,
        ...(out.body !== undefined && { "content-length": Buffer.byteLength(out.body) }),
      },
      // A connection of its own: none that was opened under other rules is used again.
      agent: false,
      lookup: guarded(out.allowInner === true, resolve),
      signal: stop,
      ca: out.ca,
    });
    call.on("error", fail);
    call.on("response", (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      response.on("error", fail);
      response.on("data", (part: Buffer) => {
        length += part.length;
        if (length > LARGEST_ANSWER) call.destroy(new OutgoingError("too_large", "the answer is too large"));
        else parts.push(part);
      });
      response.on("end", () =>
        done({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).toString("utf8"),
          headers: response.headers,
        }),
      );
    });
    call.end(out.body);
  });
}

function allowed({ url: text, allowInner }: Outgoing): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new OutgoingError("bad_address", "not an http address");
  if (url.username || url.password)
    throw new OutgoingError("bad_address", "a name or password in the address");
  // For addresses that are no names, nothing is looked up.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) && !allowInner && isInner(host)) throw inner(host);
  return url;
}

function guarded(allowInner: boolean, resolve: Resolver): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...(options as dns.LookupOptions), all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const bad = allowInner ? undefined : addresses.find(({ address }) => isInner(address));
      if (bad) return callback(inner(bad.address), "", 0);
      const [first] = addresses;
      if (!first) return callback(new OutgoingError("ENOTFOUND", `${host} has no address`), "", 0);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

function inner(address: string): OutgoingError {
  return new OutgoingError("inner_address", `${address} lies in a network of one's own`);
}

function faultOf(error: NodeJS.ErrnoException, timedOutMs: number | null): OutgoingError {
  if (error instanceof OutgoingError) return error;
  if (timedOutMs !== null)
    return new OutgoingError("timeout", `no answer within ${timedOutMs / 1_000} s`, { cause: error });
  return new OutgoingError(error.code ?? "failed", error.message, { cause: error });
}
