import type { IConnectPacket } from "mqtt-packet";
import type { SessionStart, SessionWill } from "#lib/device/session.ts";
import { Code } from "./code.ts";
import { type Hello, Unwelcome } from "./hello.ts";
import type { Line } from "./line.ts";

/** The longest that a session is kept for who is away. */
const MOST_EXPIRY_S = 30 * 86_400;
const LONGEST_ID = 256;

type Known = { line: Line; account: string; given: string | undefined; will: SessionWill | null };

/** What is written of a session when its connection begins. @throws Unwelcome when its client id is none */
export function startOf({ connect, version }: Hello, { line, account, given, will }: Known): SessionStart {
  const clientId = given ?? connect.clientId;
  const clean = connect.clean ?? true;
  // MQTT 3.1.1 §3.1.3-8: a session without a name cannot be found again.
  const isNameless = version === 4 && given !== undefined && !clean;
  if (isNameless || clientId.length > LONGEST_ID || clientId.includes("\0"))
    throw new Unwelcome("not a client id", Code.clientId);
  return {
    account,
    clientId,
    address: line.from.slice(0, 64),
    transport: line.by,
    version,
    clean: clean || given !== undefined,
    expiryS: expiryOf(connect, version),
    will,
  };
}

function expiryOf(connect: IConnectPacket, version: 4 | 5): number {
  const wished =
    version === 5 ? (connect.properties?.sessionExpiryInterval ?? 0) : connect.clean ? 0 : MOST_EXPIRY_S;
  return Math.min(wished, MOST_EXPIRY_S);
}

export function willOf({ will }: IConnectPacket): SessionWill | null {
  if (!will) return null;
  const { topic, qos = 0, retain = false } = will;
  return { topic, payload: Buffer.from(will.payload).toString("base64"), qos, retain };
}
