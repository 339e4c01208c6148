import type { StillRequest } from "./model.ts";

const PATIENCE_MS = 5_000;
const MOST_BYTES = 4 * 1024 * 1024;
const PICTURES = ["image/jpeg", "image/png", "image/webp"];

export type Still = { type: string; bytes: Uint8Array<ArrayBuffer> };

/** Asks a camera for its picture now. undefined: it gave none in time, or something that is no picture. */
export async function fetchStill({ url, authorization }: StillRequest): Promise<Still | undefined> {
  try {
    const answer = await fetch(url, {
      headers: authorization ? { authorization } : {},
      // Elsewhere is not the camera that was named.
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
    if (!answer.ok || !answer.body || !PICTURES.includes(type)) return undefined;
    const bytes = await readUpTo(answer.body, MOST_BYTES);
    return bytes && { type, bytes };
  } catch {
    return undefined;
  }
}

async function readUpTo(body: ReadableStream<Uint8Array>, most: number) {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > most) return undefined;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
