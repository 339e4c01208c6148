import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { generate, type Packet, parser } from "mqtt-packet";
import { LARGEST } from "../../wire/json.ts";
import { Acks } from "./acks.ts";
import { FrameReader, type Publish } from "./frames.ts";

export type Target = {
  /** mqtt:// or mqtts://, with user and password in it. */
  url: string;
  clientId: string;
  version: 4 | 5;
  /** Messages that the broker may send before it is acknowledged one (MQTT 5). */
  receiveMaximum: number;
};

export type Handlers = {
  /** `acks` owes this connection's PUBACKs; a message may come before {@link Connection.open} has returned. */
  publish(publish: Publish, acks: Acks): void;
  /** After each network buffer: what it held has been handed over. A promise holds the next one back. */
  pause(): Promise<void> | undefined;
  /** The broker has not answered for {@link QUIET_MS}; or (false) it answers again. */
  quiet?(quiet: boolean): void;
};

const CONNECT_MS = 10_000;
const KEEPALIVE_S = 30;
/** It is asked after a second in which it said nothing: what it does not say in three is not on its way. */
const ASK_MS = 1_000;
const LOOK_MS = 500;
export const QUIET_MS = 2_500;
const SESSION_S = 7 * 24 * 3600;
/** A PUBLISH of the largest message that is read, with the longest topic and its properties. */
const LARGEST_PACKET = LARGEST + 70_000;

/** Who refused, and why; `code` as the standard numbers it. */
export class BrokerRefused extends Error {
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

/** MQTT 5 §3.14.2.1: another connection uses this client id. */
export const TAKEN_OVER = 142;

/** One connection to a broker, from CONNECT to its end; a consumer only. Everything it owes ends with it. */
export class Connection {
  readonly acks: Acks;
  /** Resolves when the connection has ended, with what ended it. */
  readonly ended: Promise<Error>;
  sessionPresent = false;
  readonly #target: Target;
  readonly #socket: Socket;
  readonly #replies = new Map<string, { done(packet: Packet): void; failed(error: Error): void }>();
  #lastId = 0;
  #heard = Date.now();
  #held = false;
  #quiet = false;
  readonly #handlers: Handlers;
  #cause: Error | undefined;

  private constructor(target: Target, socket: Socket, handlers: Handlers) {
    this.#target = target;
    this.#handlers = handlers;
    this.#socket = socket;
    this.acks = new Acks({
      write: (bytes) => void socket.write(bytes),
      failed: (error) => this.fail(error),
    });
    const ping = setInterval(() => this.#ping(), LOOK_MS);
    this.ended = new Promise((done) => {
      socket.once("close", () => {
        clearInterval(ping);
        this.acks.close();
        const cause = this.#cause ?? new Error("the broker closed the connection");
        for (const reply of this.#replies.values()) reply.failed(cause);
        done(cause);
      });
    });
    socket.on("error", (error) => {
      this.#cause ??= error;
    });
  }

  /** Connects, and resumes the session that the broker keeps for this client id; gives up when `signal` says so. */
  static async open(target: Target, handlers: Handlers, signal?: AbortSignal): Promise<Connection> {
    const connection = new Connection(target, dial(target.url), handlers);
    connection.#read(handlers);
    const timer = setTimeout(() => connection.fail(new Error("the broker does not answer")), CONNECT_MS);
    const giveUp = () => connection.fail(new Error("stopped"));
    signal?.addEventListener("abort", giveUp);
    try {
      // Made first: an address that cannot be read throws here, where nobody waits for an answer yet.
      const packet = connectPacket(target);
      const connack = connection.#reply("connack");
      connection.#send(packet);
      await connection.#accepted((await connack) as Packet & { cmd: "connack" });
      return connection;
    } catch (error) {
      connection.fail(error as Error);
      throw await connection.ended;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
    }
  }

  /** @throws BrokerRefused for filters that this account may not read. */
  async subscribe(filters: readonly string[]): Promise<void> {
    if (filters.length === 0) return;
    const messageId = this.#nextId();
    // Retained values only with a new subscription (rh 1): at each start they would be old news.
    const subscriptions = filters.map((topic) => ({ topic, qos: 1 as const, rh: 1 }));
    const suback = this.#reply(`suback${messageId}`);
    this.#send({ cmd: "subscribe", messageId, subscriptions });
    const { granted } = (await suback) as Packet & { cmd: "suback" };
    granted.forEach((code, i) => {
      const number = typeof code === "number" ? code : 128;
      if (number >= 128) throw new BrokerRefused(`may not read ${filters[i]}`, number);
    });
  }

  async unsubscribe(filters: readonly string[]): Promise<void> {
    if (filters.length === 0) return;
    const messageId = this.#nextId();
    const unsuback = this.#reply(`unsuback${messageId}`);
    this.#send({ cmd: "unsubscribe", messageId, unsubscriptions: [...filters] });
    await unsuback;
  }

  /** Ends it at once; the broker will send again what was not acknowledged. */
  fail(error: Error): void {
    this.#cause ??= error;
    this.#socket.destroy();
  }

  /** Takes nothing more in. */
  hold(): void {
    this.#held = true;
    this.#socket.pause();
  }

  /** Says good-bye; the session stays at the broker, without the filters that are given up. */
  async disconnect(giveUp: readonly string[] = []): Promise<void> {
    this.#cause ??= new Error("disconnected");
    const messageId = this.#nextId();
    if (giveUp.length > 0) this.#send({ cmd: "unsubscribe", messageId, unsubscriptions: [...giveUp] });
    this.#send({ cmd: "disconnect" });
    this.#socket.end();
    const timer = setTimeout(() => this.#socket.destroy(), 1_000);
    this.#socket.resume();
    await this.ended;
    clearTimeout(timer);
  }

  #read(handlers: Handlers): void {
    const frames = new FrameReader(this.#target.version, { largest: LARGEST_PACKET });
    const control = parser({ protocolVersion: this.#target.version });
    control.on("packet", (packet: Packet) => this.#packet(packet));
    control.on("error", (error: Error) => this.fail(error));
    const on = {
      publish: (publish: Publish) => handlers.publish(publish, this.acks),
      packet: (bytes: Buffer) => void control.parse(bytes),
    };
    this.#socket.on("data", (chunk: Buffer) => {
      this.#hear();
      try {
        if (this.#held) return;
        frames.push(chunk, on);
        const pause = handlers.pause();
        if (pause) this.#wait(pause);
      } catch (error) {
        this.fail(error as Error);
      }
    });
  }

  #wait(pause: Promise<void>): void {
    this.#socket.pause();
    pause.then(
      () => {
        this.#heard = Date.now();
        if (!this.#held) this.#socket.resume();
      },
      (error: Error) => this.fail(error),
    );
  }

  #packet(packet: Packet): void {
    if (packet.cmd === "disconnect")
      this.fail(new BrokerRefused(`the broker ended it: ${packet.reasonCode}`, packet.reasonCode ?? 0));
    const key = packet.cmd === "connack" ? "connack" : `${packet.cmd}${packet.messageId ?? ""}`;
    const reply = this.#replies.get(key);
    this.#replies.delete(key);
    reply?.done(packet);
  }

  #reply(key: string): Promise<Packet> {
    return new Promise((done, failed) => this.#replies.set(key, { done, failed }));
  }

  #accepted(connack: Packet & { cmd: "connack" }): void {
    const code = this.#target.version === 5 ? connack.reasonCode : connack.returnCode;
    if (code) throw new BrokerRefused(`the broker refused the connection: ${code}`, code);
    this.sessionPresent = connack.sessionPresent;
  }

  #send(packet: Packet): void {
    this.#socket.write(generate(packet, { protocolVersion: this.#target.version }));
  }

  #ping(): void {
    const silent = Date.now() - this.#heard;
    const isOurs = this.#socket.isPaused();
    if (silent > KEEPALIVE_S * 1_500 && !isOurs) this.fail(new Error("the broker has fallen silent"));
    else if (silent >= ASK_MS) this.#send({ cmd: "pingreq" });
    if (silent < QUIET_MS || isOurs || this.#quiet) return;
    this.#quiet = true;
    this.#handlers.quiet?.(true);
  }

  #hear(): void {
    this.#heard = Date.now();
    if (!this.#quiet) return;
    this.#quiet = false;
    this.#handlers.quiet?.(false);
  }

  #nextId(): number {
    this.#lastId = (this.#lastId % 65_535) + 1;
    return this.#lastId;
  }
}

function dial(address: string): Socket {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (url.protocol === "mqtt:") return connectTcp({ host, port: Number(url.port || 1883), noDelay: true });
  if (url.protocol === "mqtts:")
    return connectTls({ host, port: Number(url.port || 8883), servername: host, ALPNProtocols: ["mqtt"] });
  throw new Error(`a broker's address begins with mqtt:// or mqtts://, not ${url.protocol}//`);
}

function connectPacket({ url, clientId, version, receiveMaximum }: Target): Packet {
  const { username, password } = new URL(url);
  return {
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: version,
    clientId,
    clean: false,
    keepalive: KEEPALIVE_S,
    username: username ? decodeURIComponent(username) : undefined,
    password: password ? Buffer.from(decodeURIComponent(password)) : undefined,
    properties: version === 5 ? { sessionExpiryInterval: SESSION_S, receiveMaximum } : undefined,
  };
}
