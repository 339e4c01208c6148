/** What was received, as text that can be shown: never markup, and bytes that are no text as hexadecimal. */
export type Preview = { text: string; binary: boolean; bytes: number };

const CONTROL = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/gu;
const HEX_BYTES = 512;

/** @param payload the kept beginning of a message; it may have been cut inside a letter */
export function refusedPreview(payload: Uint8Array | null): Preview | null {
  if (!payload) return null;
  const bytes = payload.length;
  const text = decode(payload);
  if (text !== undefined) return { text: text.replace(CONTROL, visible), binary: false, bytes };
  const shown = Buffer.from(payload.subarray(0, HEX_BYTES)).toString("hex");
  return { text: shown.replace(/../g, "$& ").trim(), binary: true, bytes };
}

function decode(payload: Uint8Array): string | undefined {
  // Up to three bytes of a cut letter may be missing their rest.
  for (let cut = 0; cut <= 3 && cut <= payload.length; cut++) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(payload.subarray(0, payload.length - cut));
    } catch {}
  }
  return undefined;
}

/** Control and direction marks could make one text look like another: they are named instead. */
function visible(mark: string): string {
  return `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
