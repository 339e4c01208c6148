import { once } from "node:events";
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectSealed } from "node:tls";
import { generate } from "mqtt-packet";
import { Histogram } from "../histogram.ts";
import { MOST_BYTES, type TopicHead, writePublish } from "./publish-packet.ts";

const PUBACK_BYTES = 4;
const CONNACK_BYTES = 4;
/** Packet ids that may wait for their PUBACK at once. */
const WINDOW = 20_000;
const BUFFER_BYTES = 1 << 18;

/** From PUBLISH to PUBACK, ms. */
export type Answers = { p50_ms: number | null; p95_ms: number | null; p99_ms: number | null };
const waits = new Histogram();

/** One MQTT 3.1.1 connection that only publishes; written by hand so that the publisher costs the machine little. */
export class PublishConnection {
  acked = 0;
  sent = 0;
  readonly #socket: Socket;
  readonly #saidAt = new Float64Array(65_536);
  #lastId = 0;
  #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #at = 0;
  #dropped = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    let rest = Buffer.alloc(0);
    // Nothing but PUBACKs comes to who never subscribes, and each has four bytes.
    socket.on("data", (bytes: Buffer) => {
      const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const now = performance.now();
      let at = 0;
      for (; at + PUBACK_BYTES <= all.length; at += PUBACK_BYTES)
        waits.add(now - (this.#saidAt[all.readUInt16BE(at + 2)] as number));
      this.acked += at / PUBACK_BYTES;
      rest = Buffer.from(all.subarray(at));
    });
    socket.on("error", (error) => {
      if (!this.#dropped) throw new Error("a publisher's connection was closed", { cause: error });
    });
  }

  static async open(url: string, clientId: string): Promise<PublishConnection> {
    const { protocol, hostname, port, username, password } = new URL(url);
    const at = { host: hostname, port: Number(port), noDelay: true };
    // Its own certificate, which nobody has to trust: it is this machine's.
    const isSealed = protocol === "mqtts:";
    const socket = isSealed ? connectSealed({ ...at, rejectUnauthorized: false }) : connectPlain(at);
    await once(socket, isSealed ? "secureConnect" : "connect");
    socket.write(
      generate({
        cmd: "connect",
        clientId,
        clean: true,
        keepalive: 0,
        protocolVersion: 4,
        username,
        password: Buffer.from(decodeURIComponent(password)),
      }),
    );
    const [connack] = (await once(socket, "data")) as [Buffer];
    if (connack.length !== CONNACK_BYTES || connack[3] !== 0)
      throw new Error(`the broker refuses ${username}: CONNACK ${connack.toString("hex")}`);
    return new PublishConnection(socket);
  }

  /** How long answers took since the last question. */
  static answers(): Answers {
    const [p50_ms, p95_ms, p99_ms] = [0.5, 0.95, 0.99].map((share) => waits.quantile(share));
    waits.reset();
    return { p50_ms: p50_ms ?? null, p95_ms: p95_ms ?? null, p99_ms: p99_ms ?? null };
  }

  get hasRoom(): boolean {
    return this.sent - this.acked < WINDOW;
  }

  publish(head: TopicHead, payload: string): void {
    if (this.#at + MOST_BYTES > BUFFER_BYTES) this.flush();
    this.#lastId = (this.#lastId % 65_535) + 1;
    this.#saidAt[this.#lastId] = performance.now();
    this.#at = writePublish(this.#buffer, this.#at, { head, id: this.#lastId, payload });
    this.sent++;
  }

  flush(): void {
    if (this.#at === 0) return;
    this.#socket.write(this.#buffer.subarray(0, this.#at));
    this.#buffer = Buffer.allocUnsafe(BUFFER_BYTES);
    this.#at = 0;
  }

  /** Cuts the line without a word. */
  drop(): void {
    this.#dropped = true;
    this.#socket.destroy();
  }
}
