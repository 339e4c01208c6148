import { generate, type IConnectPacket, type Packet, type Parser, parser } from "mqtt-packet";
import type { Ending } from "#lib/device/session.ts";
import { Acks, type Owed, PUBACK, PUBREC } from "../transports/mqtt/acks.ts";
import { FrameReader, type Publish } from "../transports/mqtt/frames.ts";
import { LARGEST } from "../wire/json.ts";
import type { Account } from "./accounts.ts";
import type { Budget } from "./budget.ts";
import { Code } from "./code.ts";
import type { Commands } from "./commands.ts";
import type { Answer, Message } from "./desk.ts";
import { hangUp, type Line } from "./line.ts";
import type { ReceivedOnce } from "./session.ts";

export type Guest = {
  line: Line;
  connect: IConnectPacket;
  version: 4 | 5;
  account: Account;
  clientId: string;
  /** Tells connections of this process apart. */
  serial: number;
  received: ReceivedOnce;
  commands: Commands;
};

export type House = {
  budget: Budget;
  /** Brings a message to whoever reads it. */
  take(message: Message & { retained: boolean }, account: Account, answer: Answer): void;
  /** SUBSCRIBE, UNSUBSCRIBE and the answers to what was sent. */
  control(packet: Packet, conversation: Conversation): Promise<void>;
  /** Reading stands still until {@link Conversation.readOn} is called. */
  held(conversation: Conversation): void;
  ended(conversation: Conversation, ending: Ending): void;
};

/** Unanswered messages and bytes of one connection; MQTT 5 is told, 3.1.1 is held to it by not being read. */
export const WINDOW = 2_000;
const WINDOW_BYTES = 2 * LARGEST;
/** With so few unanswered nobody is held back for the sake of others: their pings must come through. */
const MODEST = 20;
/** A PUBLISH of the largest message that is read, with the longest topic and its properties. */
export const LARGEST_PACKET = LARGEST + 70_000;
/** One packet may take so long to arrive: 1 MiB at 9 kB/s. */
const PACKET_MS = 120_000;
/** Answers that the other side does not take. */
const MOST_UNREAD = 1 << 20;
const PINGREQ = 0xc0;
const PINGRESP = Buffer.from([0xd0, 0]);

/** One connection of a device, from CONNACK to its end. */
export class Conversation {
  readonly guest: Guest;
  readonly acks: Acks;
  readonly #house: House;
  readonly #frames: FrameReader;
  readonly #control: Parser;
  readonly #handlers;
  /** Read from the line and not yet looked at. */
  #rest: Buffer | undefined;
  #ending: Ending | undefined;
  #why = "";
  #heard = Date.now();
  #said = Date.now();
  #packetSince = 0;
  #isStopping = false;

  constructor(guest: Guest, house: House) {
    this.guest = guest;
    this.#house = house;
    const { version, line } = guest;
    this.#frames = new FrameReader(version, { largest: LARGEST_PACKET, mostQos: 2 });
    this.#control = parser({ protocolVersion: version });
    this.#control.on("packet", (packet: Packet) => this.#packet(packet));
    this.#control.on("error", (error: Error) => this.end("fault", Code.malformed, error.message));
    this.acks = new Acks({
      codes: version === 5,
      write: (bytes) => this.write(bytes),
      failed: (error) => this.end("stopped", Code.unspecified, error.message),
      moved: () => void this.readOn(),
      settled: (owed) => house.budget.settled(owed.bytes),
    });
    this.#handlers = {
      publish: (publish: Publish) => this.#publish(publish),
      packet: (bytes: Buffer) => this.#other(bytes),
      full: () => this.#isFull(),
    };
    line.stream.on("error", () => {});
    line.stream.once("close", () => {
      this.acks.close();
      guest.commands.close();
      this.#rest = undefined;
      house.ended(this, this.#ending ?? "lost");
    });
  }

  /** Why it ended, for engineers. */
  get why(): string {
    return this.#why;
  }

  /** Begins to read; `rest` came together with the CONNECT. */
  start(rest: Buffer): void {
    const { stream } = this.guest.line;
    stream.on("data", (chunk: Buffer) => {
      this.#heard = Date.now();
      this.#read(chunk);
    });
    if (rest.length > 0) this.#read(rest);
    if (this.#rest === undefined) stream.resume();
  }

  /** Goes on reading if it stood still and need not any more. @returns whether it reads now */
  readOn(): boolean {
    const rest = this.#rest;
    if (rest === undefined || this.#ending) return true;
    if (this.#isFull()) return false;
    this.#rest = undefined;
    this.#heard = Date.now();
    this.#read(rest);
    if (this.#rest !== undefined) return false;
    this.guest.line.stream.resume();
    return true;
  }

  write(bytes: Buffer): void {
    this.#said = Date.now();
    if (!this.guest.line.stream.destroyed) this.guest.line.stream.write(bytes);
  }

  send(packet: Packet): void {
    this.write(generate(packet, { protocolVersion: this.guest.version }));
  }

  /** Looks at the clock: who is silent for too long, or does not take what it is told, is let go. */
  tick(now: number): void {
    if (this.#ending) return;
    const patience = (this.guest.connect.keepalive ?? 0) * 1_500;
    const isHeld = this.#rest !== undefined;
    // Its PINGREQ may stand behind what is not read: it is answered in advance (§3.1.2.10 asks nothing else of us).
    if (isHeld && patience > 0 && now - this.#said > patience / 3) this.write(PINGRESP);
    if (!isHeld && patience > 0 && now - this.#heard > patience)
      this.end("silent", Code.silent, `nothing heard for ${Math.round((now - this.#heard) / 1_000)} s`);
    if (isHeld || !this.#frames.isAmidst) this.#packetSince = now;
    else if (now - this.#packetSince > PACKET_MS) this.end("silent", Code.silent, "a packet without an end");
    if (this.guest.line.stream.writableLength > MOST_UNREAD)
      this.end("fault", Code.unspecified, "does not take its answers");
  }

  /** Takes nothing more in. */
  hold(): void {
    this.#isStopping = true;
    this.#rest ??= Buffer.alloc(0);
    this.guest.line.stream.pause();
  }

  /** @param code what MQTT 5 is told in a DISCONNECT */
  end(how: Ending, code: number, why = ""): void {
    if (this.#ending) return;
    this.#ending = how;
    this.#why = why;
    const { version, line } = this.guest;
    if (version === 5 && code > 0) hangUp(line, disconnect(code));
    else hangUp(line, how === "bye" ? Buffer.alloc(0) : undefined);
  }

  #read(chunk: Buffer): void {
    if (this.#rest !== undefined) {
      this.#rest = Buffer.concat([this.#rest, chunk]);
      return;
    }
    try {
      const read = this.#frames.push(chunk, this.#handlers);
      if (this.#ending || read === chunk.length) return;
      this.#rest = chunk.subarray(read);
      this.guest.line.stream.pause();
      this.#house.held(this);
    } catch (error) {
      this.end("fault", Code.malformed, (error as Error).message);
    }
  }

  #isFull(): boolean {
    const { waiting, bytes } = this.acks;
    if (this.#isStopping || waiting >= WINDOW || bytes >= WINDOW_BYTES) return true;
    const { budget } = this.#house;
    return (waiting >= MODEST && budget.isTight()) || budget.isShut();
  }

  #publish({ topic, payload, size, qos, id, retained }: Publish): void {
    if (this.#ending) return;
    if (topic === "" || (qos > 0 && id === 0)) {
      this.end(
        "fault",
        topic === "" ? Code.aliasInvalid : Code.protocolError,
        "PUBLISH without a topic or an id",
      );
      return;
    }
    if (/[+#\0\ufffd]/.test(topic)) {
      this.end("fault", Code.topicName, "PUBLISH to what is no topic");
      return;
    }
    const bytes = payload.length + topic.length;
    this.#house.budget.took(bytes);
    const owed = this.acks.owe(id, bytes, qos === 2 ? PUBREC : PUBACK);
    const message = { topic, payload, size, now: this.#heard, retained };
    if (qos < 2) this.#house.take(message, this.guest.account, owed);
    else this.#publishOnce(id, message, owed);
  }

  #publishOnce(id: number, message: Parameters<House["take"]>[0], owed: Owed): void {
    const { received, account } = this.guest;
    if (!received.isNew(id, owed)) return;
    const answer: Answer = {
      code: 0,
      settle(result) {
        received.settled(id, answer.code, result);
        owed.code = answer.code;
        owed.settle(result);
      },
    };
    this.#house.take(message, account, answer);
  }

  #other(bytes: Buffer): void {
    if (bytes[0] === PINGREQ) this.write(PINGRESP);
    else this.#control.parse(bytes);
  }

  #packet(packet: Packet): void {
    if (packet.cmd === "pubrel") {
      const id = packet.messageId ?? 0;
      const known = this.guest.received.release(id);
      this.send({ cmd: "pubcomp", messageId: id, ...(!known && { reasonCode: Code.idNotFound }) });
    } else if (packet.cmd === "disconnect") {
      this.end(packet.reasonCode === Code.willMessage ? "lost" : "bye", 0);
    } else if (packet.cmd === "connect" || packet.cmd === "auth") {
      this.end("fault", Code.protocolError, `a second ${packet.cmd}`);
    } else {
      this.#house.control(packet, this).catch((error: Error) => {
        this.end("stopped", Code.unavailable, error.message);
      });
    }
  }
}

function disconnect(reasonCode: number): Buffer {
  return generate({ cmd: "disconnect", reasonCode }, { protocolVersion: 5 });
}
