import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction, connect as open, type Socket } from "node:net";
import { contains, isInner, isLoopback, isNever, listOf, type Nets } from "./address.ts";

/**
 * The one way out: every connection that this program opens to an address which a row names goes through here. Not
 * through here goes what the environment names whole (database, broker, databases of departments).
 *
 * Addresses of one's own networks are reached only where the environment allows them (OUTGOING_ALLOW), this machine and
 * link-local ones never. What is refused, and what goes wrong at an inner host, names no address, tells no state of a
 * port and repeats no answer.
 */
export type Gate = {
  /** One HTTP request. @throws OutgoingError, whatever went wrong */
  request(out: Outgoing): Promise<Answer>;
  /** A connection for another protocol. @throws OutgoingError */
  connect(to: Target): Promise<Line>;
};

/** How far something may go. `outside`: never into one's own networks; `named`: the environment names the very host. */
type Reach = "outside" | "listed" | "named";

export type Outgoing = {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  reach?: Reach;
  timeoutMs?: number;
  /** More is not read. */
  mostBytes?: number;
  /** Trusted beside the public authorities, PEM. */
  ca?: string;
};
/** `inner`: it came from a host inside, and is shown to nobody. */
export type Answer = {
  status: number;
  body: string;
  bytes: Buffer;
  headers: http.IncomingHttpHeaders;
  inner: boolean;
};

export type Target = { host: string; port: number; timeoutMs?: number };
export type Line = { socket: Socket; inner: boolean };

/** Why a connection was not made, or its answer not used. */
export class OutgoingError extends Error {
  readonly code: string;
  readonly inner: boolean;
  constructor(code: string, message: string, inner = false, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.inner = inner;
  }
}

export type Resolver = (
  host: string,
  options: dns.LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void;

export type GateOptions = {
  /** Networks of one's own that may be reached. */
  allow: Nets;
  /** For tests, whose servers run on this machine. */
  loopback?: boolean;
  resolve?: Resolver;
};

const TIMEOUT_MS = 10_000;
const LARGEST_ANSWER = 64 * 1_024;

/**
 * The address is judged as the connection is made, so that a name cannot change its meaning in between; redirects are
 * not followed; what takes too long or says too much is broken off.
 */
export function openGate({ allow, loopback = false, resolve = dns.lookup }: GateOptions): Gate {
  const listed = listOf(allow);

  function permits(address: string, reach: Reach): boolean {
    if (loopback && isLoopback(address)) return true;
    if (isNever(address)) return false;
    if (!isInner(address)) return true;
    return reach === "named" || (reach === "listed" && contains(listed, address));
  }

  /** One connection on its way, and what is known of where it goes. */
  function way(reach: Reach) {
    const seen = { inner: false };
    const judge = (address: string) => {
      if (!permits(address, reach)) throw refused();
      seen.inner ||= isInner(address);
    };
    const lookup: LookupFunction = (host, options, callback) => {
      resolve(host, { ...(options as dns.LookupOptions), all: true }, (error, addresses) => {
        if (error) return callback(error, "", 0);
        try {
          for (const { address } of addresses) judge(address);
        } catch (no) {
          return callback(no as NodeJS.ErrnoException, "", 0);
        }
        const [first] = addresses;
        if (!first) return callback(new OutgoingError("ENOTFOUND", "the name has no address"), "", 0);
        if (options.all) return callback(null, addresses);
        callback(null, first.address, first.family);
      });
    };
    // For addresses that are no names, nothing is looked up.
    const judgeHost = (host: string) => {
      if (isIP(host)) judge(host);
    };
    return { seen, lookup, judgeHost };
  }

  function request(out: Outgoing): Promise<Answer> {
    return new Promise((done, failed) => {
      const { seen, lookup, judgeHost } = way(out.reach ?? "listed");
      const url = urlOf(out.url);
      judgeHost(url.hostname.replace(/^\[|\]$/g, ""));
      const timeoutMs = out.timeoutMs ?? TIMEOUT_MS;
      const stop = AbortSignal.timeout(timeoutMs);
      const fail = (error: NodeJS.ErrnoException) =>
        failed(faultOf(error, { timedOutMs: stop.aborted ? timeoutMs : null, inner: seen.inner }));
      const { request: send } = url.protocol === "https:" ? https : http;
      const call = send(url, {
        method: out.method,
        headers: {
          ...out.headers,
          ...(out.body !== undefined && { "content-length": Buffer.byteLength(out.body) }),
        },
        // A connection of its own: none that was opened under other rules is used again.
        agent: false,
        lookup,
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
          if (length > (out.mostBytes ?? LARGEST_ANSWER))
            call.destroy(new OutgoingError("too_large", "the answer is too large"));
          else parts.push(part);
        });
        response.on("end", () => {
          const bytes = Buffer.concat(parts);
          const { statusCode: status = 0, headers } = response;
          done({ status, bytes, body: bytes.toString("utf8"), headers, inner: seen.inner });
        });
      });
      call.end(out.body);
    });
  }

  function connect({ host, port, timeoutMs = TIMEOUT_MS }: Target): Promise<Line> {
    return new Promise((done, failed) => {
      const { seen, lookup, judgeHost } = way("listed");
      judgeHost(host);
      const socket = open({ host, port, lookup });
      const late = setTimeout(
        () => socket.destroy(new OutgoingError("timeout", saidLate(timeoutMs))),
        timeoutMs,
      );
      socket.once("error", (error) => {
        clearTimeout(late);
        failed(faultOf(error, { timedOutMs: null, inner: seen.inner }));
      });
      socket.once("connect", () => {
        clearTimeout(late);
        done({ socket, inner: seen.inner });
      });
    });
  }

  return { request, connect };
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new OutgoingError("bad_address", "not an http address");
  if (url.username || url.password)
    throw new OutgoingError("bad_address", "a name or password in the address");
  return url;
}

function refused(): OutgoingError {
  return new OutgoingError(
    "inner_address",
    "not an address that OUTGOING_ALLOW lets this installation reach",
    true,
  );
}

const saidLate = (ms: number) => `no answer within ${ms / 1_000} s`;

type Known = { timedOutMs: number | null; inner: boolean };

/** Of a host inside all faults look the same: a closed port, a silent one, one that speaks something else. */
function faultOf(error: NodeJS.ErrnoException, { timedOutMs, inner }: Known): OutgoingError {
  if (error instanceof OutgoingError && error.code === "inner_address") return error;
  if (inner) return new OutgoingError("unreachable", "the server was not reached", true);
  if (error instanceof OutgoingError) return error;
  if (timedOutMs !== null) return new OutgoingError("timeout", saidLate(timedOutMs));
  const code = error.code ?? "failed";
  return new OutgoingError(code, `the connection failed: ${code}`);
}
