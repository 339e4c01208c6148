import { generate, type IConnackPacket, type IConnectPacket, type Packet, parser } from "mqtt-packet";
import { frameLength } from "../transports/mqtt/frames.ts";
import { Code, oldConnectCode } from "./code.ts";
import type { Line } from "./line.ts";

export type Hello = { connect: IConnectPacket; version: 4 | 5; rest: Buffer };

/** From the first byte to a whole CONNECT. */
const HELLO_MS = 10_000;
/** A will of 64 kB, names and properties; nobody is known yet, so no more is held for them. */
const LARGEST_HELLO = 140_000;
const CONNECT = 0x10;

/** Why a line ends before a conversation begins; `code` as MQTT 5 numbers it, 0: without a word. */
export class Unwelcome extends Error {
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

/** Waits for the CONNECT; nothing more is read afterwards. @throws Unwelcome */
export function readHello({ stream }: Line): Promise<Hello> {
  return new Promise((done, failed) => {
    let held: Buffer = Buffer.alloc(0);
    const timer = setTimeout(() => fail(new Unwelcome("no CONNECT in time", 0)), HELLO_MS);
    const gone = () => fail(new Unwelcome("gone before CONNECT", 0));
    const take = (chunk: Buffer) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      try {
        const hello = parseHello(held);
        if (hello) finish(() => done(hello));
      } catch (error) {
        fail(error as Error);
      }
    };
    function finish(tell: () => void): void {
      clearTimeout(timer);
      stream.pause();
      stream.off("data", take);
      stream.off("close", gone);
      tell();
    }
    const fail = (error: Error) => finish(() => failed(error));
    stream.on("data", take);
    stream.once("close", gone);
    stream.resume();
    if (stream.destroyed) gone();
  });
}

/** undefined: it has not come whole yet. */
function parseHello(bytes: Buffer): Hello | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes[0] !== CONNECT) throw new Unwelcome("the first packet is no CONNECT", 0);
  const length = frameLength(bytes, 0);
  if (length > LARGEST_HELLO) throw new Unwelcome(`a CONNECT of ${length} bytes`, 0);
  if (length === 0 || bytes.length < length) return undefined;
  const connect = parseConnect(bytes.subarray(0, length));
  const { protocolVersion } = connect;
  if (protocolVersion !== 4 && protocolVersion !== 5)
    throw new Unwelcome("neither MQTT 3.1.1 nor 5", Code.version);
  return { connect, version: protocolVersion, rest: bytes.subarray(length) };
}

function parseConnect(bytes: Buffer): IConnectPacket {
  let found: Packet | undefined;
  let fault: Error | undefined;
  const reader = parser();
  reader.on("packet", (packet) => {
    found = packet;
  });
  reader.on("error", (error: Error) => {
    fault = error;
  });
  reader.parse(bytes);
  if (found?.cmd === "connect") return found;
  const why = fault?.message ?? "malformed";
  throw new Unwelcome(`CONNECT: ${why}`, /version/i.test(why) ? Code.version : 0);
}

/** CONNACK in the words of the other side's version. */
export function connack(
  version: 4 | 5,
  code: number,
  { present = false, properties }: { present?: boolean; properties?: IConnackPacket["properties"] } = {},
): Buffer {
  const packet: IConnackPacket = { cmd: "connack", sessionPresent: present };
  if (version === 5) Object.assign(packet, { reasonCode: code, properties });
  else packet.returnCode = oldConnectCode(code);
  return generate(packet, { protocolVersion: version });
}
