import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { generate } from "mqtt-packet";
import { MOST_BYTES, type TopicHead, writePublish } from "./publish-packet.ts";

const PUBACK_BYTES = 4;
const CONNACK_BYTES = 4;
/** Packet ids that may wait for their PUBACK at once. */
const WINDOW = 20_000;
const BUFFER_BYTES = 1 << 18;

/** One MQTT 3.1.1 connection that only publishes; written by hand so that the publisher costs the machine little. */
export class PublishConnection {
  acked = 0;
  sent = 0;
  readonly #socket: Socket;
  #lastId = 0;
  #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #at = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    let rest = 0;
    // Nothing but PUBACKs comes to who never subscribes, and each has four bytes.
    socket.on("data", (bytes) => {
      rest += bytes.length;
      this.acked += Math.floor(rest / PUBACK_BYTES);
      rest %= PUBACK_BYTES;
    });
    socket.on("error", (error) => {
      throw new Error("the broker closed a publisher's connection", { cause: error });
    });
  }

  static async open(url: string, clientId: string): Promise<PublishConnection> {
    const { hostname, port, username, password } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, "connect");
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

  get hasRoom(): boolean {
    return this.sent - this.acked < WINDOW;
  }

  publish(head: TopicHead, payload: string): void {
    if (this.#at + MOST_BYTES > BUFFER_BYTES) this.flush();
    this.#lastId = (this.#lastId % 65_535) + 1;
    this.#at = writePublish(this.#buffer, this.#at, { head, id: this.#lastId, payload });
    this.sent++;
  }

  flush(): void {
    if (this.#at === 0) return;
    this.#socket.write(this.#buffer.subarray(0, this.#at));
    this.#buffer = Buffer.allocUnsafe(BUFFER_BYTES);
    this.#at = 0;
  }

  close(): void {
    this.#socket.end();
  }
}
