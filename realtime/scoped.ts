import { type Audience, agencyOf } from "./audience.ts";
import { Document } from "./document.ts";
import { Payload } from "./payload.ts";
import type { Source } from "./source.ts";
import { Views } from "./views.ts";

export type ScopedOptions<T> = {
  /** What an agency may see, null: everything. The database leaves out the rest. */
  read(agency: string | null): Promise<T>;
  /** Shortest ms between two readings. */
  gapMs: number;
  /** Of everything, what a screen opened by a kiosk link is shown. */
  forScreens(value: T): T;
  /** Everything was read. */
  onRead?(value: T): void;
};

/** An agency of which nobody asked for so long is not read for. */
const FORGET_MS = 10_000;

type Own = { document: Document<unknown>; payload: Payload; known: boolean; askedAt: number; again: boolean };

/** A topic read once for all who see everything, and once for each agency whose people watch it now. */
export class Scoped<T> {
  private readonly options: ScopedOptions<T>;
  private readonly whole: Document<T>;
  private readonly views: Views<T>;
  private readonly agencies = new Map<string, Own>();

  constructor(options: ScopedOptions<T>) {
    this.options = options;
    this.views = new Views((value) => options.forScreens(value));
    this.whole = new Document<T>({
      read: () => options.read(null),
      gapMs: options.gapMs,
      onRead: (value) => {
        options.onRead?.(value);
        this.views.set(value);
      },
    });
  }

  /** undefined: not read yet, or not since it may have changed. */
  of(audience: Audience): Source | undefined {
    const agency = agencyOf(audience);
    if (agency === null) return this.views.of(audience);
    const own = this.agencies.get(agency) ?? this.add(agency);
    own.askedAt = performance.now();
    if (own.known) return own.payload;
    own.document.touch();
    return undefined;
  }

  /** Something changed: read again soon. */
  touch(): void {
    this.whole.touch();
    for (const own of this.agencies.values()) {
      if (performance.now() - own.askedAt < FORGET_MS) own.document.touch();
      else own.known = false;
    }
  }

  /** Reads everything now; agencies follow as they ask. @throws what the database throws. */
  async reload(): Promise<void> {
    for (const own of this.agencies.values()) {
      own.known = false;
      own.again = true;
    }
    await this.whole.reload();
  }

  renew(): void {
    this.views.renew();
  }

  close(): void {
    this.whole.close();
    for (const { document } of this.agencies.values()) document.close();
  }

  private add(agency: string): Own {
    const payload = new Payload();
    const document = new Document<unknown>({
      read: () => this.options.read(agency),
      gapMs: this.options.gapMs,
      onRead: (value) => {
        payload.set(value);
        if (own.again) payload.renew();
        own.known = true;
        own.again = false;
      },
    });
    const own: Own = { document, payload, known: false, askedAt: 0, again: false };
    this.agencies.set(agency, own);
    return own;
  }
}
