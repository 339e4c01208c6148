import type { Server, Socket } from "socket.io";
import type { ClientEvents, FrameMeta, ServerEvents, Topic } from "#lib/protocol.ts";
import type { Identity } from "#lib/user/model.ts";
import { type Audience, audienceOf } from "./audience.ts";
import { backlogBytes } from "./backlog.ts";
import type { Source } from "./source.ts";

/** Four frames a second: with a sink that gathers for 50–100 ms, news are on screens within half a second. */
export const TICK_MS = 250;
/** A client with more than this waiting is skipped: it gets one full frame when it has caught up. */
const MOST_WAITING = 256 * 1024;
/** Alerts are few and matter most: they still go out where the map already waits. */
const MOST_WAITING_ALERTS = 1024 * 1024;
/** Caught up: little enough waits for a full frame to be worth sending. */
const CAUGHT_UP = 16 * 1024;

export type LiveServer = Server<ClientEvents, ServerEvents>;
export type LiveSocket = Socket<ClientEvents, ServerEvents>;
const NEW = -1;
type SourceOf = (topic: Topic, audience: Audience) => Source | undefined;

/** One topic as one audience sees it: everybody here is sent the same bytes. */
type Room = {
  name: string;
  topic: Topic;
  audience: Audience;
  /** Have every frame so far. */
  current: Set<LiveSocket>;
  /** Wait for a full frame; the number counts what was merged away meanwhile, NEW for who had nothing yet. */
  owed: Map<LiveSocket, number>;
};

/** Sends what changed, a few times a second, encoded once for all; owes a full frame to newcomers and the slow. */
export class Fanout {
  readonly counts = { frames: 0, fulls: 0, bytes: 0, skipped: 0 };
  private readonly io: LiveServer;
  private readonly sourceOf: SourceOf;
  private readonly rooms = new Map<string, Room>();

  constructor(io: LiveServer, sourceOf: SourceOf) {
    this.io = io;
    this.sourceOf = sourceOf;
  }

  /** Sets what a client watches; new topics, and those asked for again, are sent in full at once. */
  watch(socket: LiveSocket, wish: { topics: Topic[]; again: Topic[]; who: Identity }): void {
    // It may have gone while the database was asked who it is.
    if (!socket.connected) return;
    const wanted = new Set(wish.topics);
    for (const room of this.rooms.values()) {
      if ((room.current.has(socket) || room.owed.has(socket)) && !wanted.has(room.topic)) {
        this.part(room, socket);
      }
    }
    for (const topic of wanted) {
      const room = this.room(topic, audienceOf(wish.who, topic));
      const known = room.current.has(socket) || room.owed.has(socket);
      if (!known || wish.again.includes(topic)) this.owe(room, socket, room.owed.get(socket) ?? NEW);
    }
    this.pay(socket, Date.now());
  }

  /** A person's role or agency may have changed: from now on they are shown what it shows, in full first. */
  regard(socket: LiveSocket, who: Identity): void {
    for (const room of [...this.rooms.values()]) {
      if (!room.current.has(socket) && !room.owed.has(socket)) continue;
      const audience = audienceOf(who, room.topic);
      if (audience === room.audience) continue;
      this.part(room, socket);
      this.owe(this.room(room.topic, audience), socket, NEW);
    }
  }

  leave(socket: LiveSocket): void {
    for (const room of this.rooms.values()) this.part(room, socket);
  }

  tick(now: number): void {
    const debtors = new Set<LiveSocket>();
    for (const room of this.rooms.values()) {
      this.publish(room, now);
      for (const socket of room.owed.keys()) debtors.add(socket);
    }
    for (const socket of debtors) this.pay(socket, now);
  }

  private publish(room: Room, now: number): void {
    const source = this.sourceOf(room.topic, room.audience);
    if (!source?.changed) return;
    const most = room.topic === "alerts" ? MOST_WAITING_ALERTS : MOST_WAITING;
    for (const socket of room.current) {
      if (backlogBytes(socket, most) > most) this.owe(room, socket, 0);
    }
    const { full, body } = source.take();
    for (const [socket, missed] of room.owed) {
      if (missed === NEW) continue;
      room.owed.set(socket, missed + 1);
      this.counts.skipped++;
    }
    if (room.current.size === 0) return;
    this.count(body, room.current.size, full);
    const { topic } = room;
    const meta: FrameMeta = { topic, version: source.version, full, behind: 0, serverTime: now };
    this.io.to(room.name).emit("frame", meta, body);
  }

  /**
   * Full frames for what a client waits for, once its line is free, until it is busy again: lists before maps, for
   * they are small and matter more.
   */
  private pay(socket: LiveSocket, now: number): void {
    if (backlogBytes(socket, CAUGHT_UP) > CAUGHT_UP) return;
    for (const big of [false, true]) {
      for (const room of this.rooms.values()) {
        if (room.topic.includes(":") !== big || !room.owed.has(socket)) continue;
        if (backlogBytes(socket, MOST_WAITING) > MOST_WAITING) return;
        this.sendFull(room, socket, now);
      }
    }
  }

  private sendFull(room: Room, socket: LiveSocket, now: number): void {
    const source = this.sourceOf(room.topic, room.audience);
    // Nobody has an older state: what changed until now need not follow the full frame once more.
    if (source?.changed && room.current.size === 0) source.skip();
    const body = source?.full(now);
    if (!source || !body) return;
    const behind = Math.max(0, room.owed.get(socket) ?? 0);
    room.owed.delete(socket);
    room.current.add(socket);
    socket.join(room.name);
    this.count(body, 1, true);
    const { topic } = room;
    socket.emit("frame", { topic, version: source.version, full: true, behind, serverTime: now }, body);
  }

  private owe(room: Room, socket: LiveSocket, behind: number): void {
    room.current.delete(socket);
    socket.leave(room.name);
    room.owed.set(socket, behind);
  }

  private part(room: Room, socket: LiveSocket): void {
    room.current.delete(socket);
    room.owed.delete(socket);
    socket.leave(room.name);
    if (room.current.size + room.owed.size === 0) this.rooms.delete(room.name);
  }

  private room(topic: Topic, audience: Audience): Room {
    const name = `${topic} for ${audience}`;
    const known = this.rooms.get(name);
    if (known) return known;
    const room: Room = { name, topic, audience, current: new Set(), owed: new Map() };
    this.rooms.set(name, room);
    return room;
  }

  private count(body: Uint8Array, clients: number, full: boolean): void {
    this.counts.frames += clients;
    this.counts.bytes += clients * body.byteLength;
    if (full) this.counts.fulls += clients;
  }
}
