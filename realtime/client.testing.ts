import { io, type Socket } from "socket.io-client";
import type { AlertRow } from "#lib/alert/model.ts";
import { type AlertFrame, partKey, partsIn, unpackAlerts, wholeRow } from "#lib/alert/wire.ts";
import {
  type Bye,
  type ClientEvents,
  type FrameMeta,
  type Hello,
  type Payloads,
  readJson,
  type ServerEvents,
  SOCKET_PATH,
  type Status,
  type Topic,
} from "#lib/protocol.ts";
import { readPositions, readReadings } from "#lib/reading/frame.ts";

export type Frame = { meta: FrameMeta; body: Uint8Array };

/** A client that writes down all it hears. */
export class TestClient {
  readonly socket: Socket<ServerEvents, ClientEvents>;
  readonly frames: Frame[] = [];
  readonly statuses: Status[] = [];
  readonly byes: Bye[] = [];
  hello: Hello | undefined;
  refused: string | undefined;

  constructor(address: string, cookie: string | undefined, headers: Record<string, string> = {}) {
    this.socket = io(address, {
      path: SOCKET_PATH,
      transports: ["websocket"],
      extraHeaders: { ...(cookie === undefined ? {} : { cookie }), ...headers },
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 100,
    });
    this.socket.on("hello", (hello) => {
      this.hello = hello;
    });
    this.socket.on("frame", (meta, body) => void this.frames.push({ meta, body }));
    this.socket.on("status", (status) => void this.statuses.push(status));
    this.socket.on("bye", (reason) => void this.byes.push(reason));
    this.socket.on("connect_error", (error) => {
      this.refused = error.message;
    });
  }

  of(topic: Topic): Frame[] {
    return this.frames.filter((frame) => frame.meta.topic === topic);
  }

  /** Series → value after all frames of the topic so far, as a page would hold them. */
  values(topic: Topic): Map<number, number> {
    const values = new Map<number, number>();
    for (const { meta, body } of this.of(topic)) {
      if (meta.full) values.clear();
      const rows = readReadings(body);
      for (let i = 0; i < rows.ids.length; i++) values.set(rows.ids[i] as number, rows.value[i] as number);
    }
    return values;
  }

  positions(topic: Topic) {
    const frame = this.of(topic).at(-1);
    return frame && readPositions(frame.body);
  }

  /** Id → alert after all frames so far, as a page would hold them. */
  alerts(): Map<number, AlertRow> {
    const rows = new Map<number, AlertRow>();
    const names = new Map<string, object>();
    for (const { meta, body } of this.of("alerts")) {
      const frame = readJson<AlertFrame>(body);
      if (meta.full) for (const map of [rows, names]) map.clear();
      for (const { kind, id, value } of partsIn(frame.names)) names.set(partKey(kind, id), value);
      for (const lean of unpackAlerts(frame)) rows.set(lean.id, wholeRow(lean, names));
      for (const id of frame.gone) rows.delete(id);
    }
    return rows;
  }

  payload<N extends keyof Payloads>(name: N): Payloads[N] | undefined {
    const frame = this.of(name).at(-1);
    return frame && readJson<Payloads[N]>(frame.body);
  }

  watch(...topics: Topic[]) {
    return this.socket.timeout(5_000).emitWithAck("watch", { topics });
  }

  close(): void {
    this.socket.disconnect();
  }
}
