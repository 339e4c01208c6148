import type { Gate } from "#lib/outgoing/gate.ts";
import type { StillRequest } from "./model.ts";

const PATIENCE_MS = 5_000;
const MOST_BYTES = 4 * 1024 * 1024;
const PICTURES = ["image/jpeg", "image/png", "image/webp"];

export type Still = { type: string; bytes: Uint8Array<ArrayBuffer> };

/**
 * Asks a camera for its picture now; its host is one that the environment names. undefined: it gave none in time, or
 * something that is no picture.
 */
export async function fetchStill(
  gate: Gate,
  { url, authorization }: StillRequest,
): Promise<Still | undefined> {
  try {
    const { status, headers, bytes } = await gate.request({
      method: "GET",
      url,
      headers: authorization ? { authorization } : {},
      reach: "named",
      timeoutMs: PATIENCE_MS,
      mostBytes: MOST_BYTES,
    });
    const type = headers["content-type"]?.split(";")[0] ?? "";
    if (status !== 200 || !PICTURES.includes(type)) return undefined;
    return { type, bytes: new Uint8Array(bytes) };
  } catch {
    return undefined;
  }
}
