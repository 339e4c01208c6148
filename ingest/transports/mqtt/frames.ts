/** A PUBLISH as it came. Its payload is a view of the network buffer: let go of it soon. */
export type Publish = {
  topic: string;
  /** Cut when the packet was larger than the reader takes. */
  payload: Buffer;
  /** Length of the whole payload. */
  size: number;
  qos: 0 | 1 | 2;
  /** 0: QoS 0, nothing to acknowledge. */
  id: number;
  retained: boolean;
};

export type FrameHandlers = {
  publish(publish: Publish): void;
  /** Any other packet, whole. */
  packet(bytes: Buffer): void;
  /** Asked before each packet: true leaves it and what follows with the caller. */
  full?(): boolean;
};

export type Limits = {
  /** Bytes of the largest packet that is held. */
  largest: number;
  /** A consumer that asked for QoS 1 is sent nothing above it. */
  mostQos?: 1 | 2;
};

const PUBLISH = 3;
/** Kept of a packet that is too large: its topic (at most 65,535 bytes), properties, and a beginning. */
const HEAD = 80 * 1024;

/**
 * Cuts a byte stream into MQTT packets (3.1.1 and 5, §2.1). Packets larger than `largest` are never held in
 * memory: their beginning is handed over, the rest is passed over as it arrives.
 * @throws Error when the bytes are not MQTT; the connection is of no use then.
 */
export class FrameReader {
  readonly #version: 4 | 5;
  readonly #largest: number;
  readonly #mostQos: 1 | 2;
  /** The beginning of a packet whose end has not come, and how far it is filled. */
  #partial: Buffer = EMPTY;
  #filled = 0;
  #skip = 0;

  constructor(version: 4 | 5, { largest, mostQos = 1 }: Limits) {
    this.#version = version;
    this.#largest = largest;
    this.#mostQos = mostQos;
  }

  /** Whether a packet has begun that has not ended. */
  get isAmidst(): boolean {
    return this.#filled > 0 || this.#skip > 0;
  }

  /** @returns how many bytes were read: fewer than there are once the handlers are full */
  push(chunk: Buffer, handlers: FrameHandlers): number {
    let at = this.#skipped(chunk);
    if (this.#filled > 0) at = this.#finish(chunk, at, handlers);
    while (at < chunk.length && !handlers.full?.()) {
      const length = frameLength(chunk, at);
      if (length > 0 && at + length <= chunk.length) {
        this.#hand(chunk.subarray(at, at + length), length, handlers);
        at += length;
      } else at = this.#begin(chunk, at, handlers);
    }
    return at;
  }

  #skipped(chunk: Buffer): number {
    const skipped = Math.min(this.#skip, chunk.length);
    this.#skip -= skipped;
    return skipped;
  }

  /** Starts to keep a packet that this chunk does not end. */
  #begin(chunk: Buffer, from: number, handlers: FrameHandlers): number {
    const length = frameLength(chunk, from);
    this.#partial = Buffer.allocUnsafe(length === 0 ? 5 : this.#keeps(length));
    return this.#finish(chunk, from, handlers);
  }

  #keeps(length: number): number {
    return length > this.#largest ? Math.min(length, HEAD) : length;
  }

  /** Fills the kept packet further and hands it over once it is whole. @returns where the next one begins */
  #finish(chunk: Buffer, from: number, handlers: FrameHandlers): number {
    let at = from;
    while (at < chunk.length) {
      const copied = chunk.copy(this.#partial, this.#filled, at);
      at += copied;
      this.#filled += copied;
      const length = frameLength(this.#partial.subarray(0, this.#filled), 0);
      if (length === 0) return at;
      const kept = this.#keeps(length);
      if (this.#partial.length < kept) {
        const grown = Buffer.allocUnsafe(kept);
        this.#partial.copy(grown, 0, 0, this.#filled);
        this.#partial = grown;
      } else if (this.#filled >= kept) {
        // The five bytes that the length was read from may already hold the next packet.
        at -= this.#filled - kept;
        const whole = this.#partial.subarray(0, kept);
        this.#partial = EMPTY;
        this.#filled = 0;
        this.#hand(whole, length, handlers);
        this.#skip = length - kept;
        return at + this.#skipped(chunk.subarray(at));
      }
    }
    return at;
  }

  #hand(frame: Buffer, length: number, handlers: FrameHandlers): void {
    if ((frame[0] as number) >> 4 !== PUBLISH) {
      if (frame.length < length) throw new Error(`an MQTT control packet of ${length} bytes`);
      handlers.packet(frame);
    } else handlers.publish(readPublish(frame, length, this.#version, this.#mostQos));
  }
}

const EMPTY = Buffer.alloc(0);

/** Length of the packet that begins there (§2.1.4); 0 when its length has not come yet. */
export function frameLength(bytes: Buffer, at: number): number {
  let length = 0;
  for (let i = 1; i <= 4; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return 0;
    length += (byte & 127) * 128 ** (i - 1);
    if (byte < 128) return length + 1 + i;
  }
  throw new Error("an MQTT packet whose length is malformed");
}

function readPublish(frame: Buffer, length: number, version: 4 | 5, mostQos: number): Publish {
  const flags = frame[0] as number;
  let at = 2;
  while ((frame[at - 1] as number) >= 128) at++;
  const topicEnd = at + 2 + ((frame[at] as number) << 8) + (frame[at + 1] as number);
  const qos = ((flags >> 1) & 3) as 0 | 1 | 2;
  let from = topicEnd + (qos > 0 ? 2 : 0);
  if (!(from <= frame.length) || qos > mostQos) throw new Error("a PUBLISH packet that is malformed");
  const id = qos > 0 ? ((frame[topicEnd] as number) << 8) | (frame[topicEnd + 1] as number) : 0;
  if (version === 5) from = afterProperties(frame, from);
  return {
    topic: frame.toString("utf8", at + 2, topicEnd),
    payload: frame.subarray(from),
    size: length - from,
    qos,
    id,
    retained: (flags & 1) === 1,
  };
}

/** MQTT 5 §2.2.2: none of the properties changes what is read; aliases were not offered. */
function afterProperties(frame: Buffer, from: number): number {
  let length = 0;
  for (let i = 0; i < 4; i++) {
    const byte = frame[from + i];
    if (byte === undefined) break;
    length += (byte & 127) * 128 ** i;
    if (byte >= 128) continue;
    const end = from + i + 1 + length;
    if (end <= frame.length) return end;
    break;
  }
  throw new Error("a PUBLISH packet whose properties are malformed");
}
