import type { Frame, Source } from "./source.ts";

const encoder = new TextEncoder();

/** A JSON topic: its whole state as bytes, changed only when the text differs. */
export class Payload implements Source {
  version = 0;
  changed = false;
  private text = "";
  private body: Uint8Array | undefined;

  set(value: unknown): void {
    const text = JSON.stringify(value);
    if (text === this.text) return;
    this.text = text;
    this.body = encoder.encode(text);
    this.changed = true;
  }

  /** Everybody gets it again with the next frame. */
  renew(): void {
    this.changed = this.body !== undefined;
  }

  full(): Uint8Array | undefined {
    return this.body;
  }

  take(): Frame {
    this.skip();
    return { full: true, body: this.body as Uint8Array };
  }

  skip(): void {
    this.changed = false;
    this.version++;
  }
}
