import type { AlertFrame } from "#lib/alert/wire.ts";
import {
  type AlertsPayload,
  type FrameMeta,
  type Hello,
  type Payloads,
  readJson,
  type Status,
  type Topic,
} from "#lib/protocol.ts";
import { readPositions, readReadings } from "#lib/reading/frame.ts";
import { AlertStore } from "./alerts.ts";
import { Bell } from "./bell.ts";
import { ServerClock } from "./clock.ts";
import { Watch } from "./connection.ts";
import { MoverStore } from "./movers.ts";
import { type Register, registerOf } from "./register.ts";
import { ReadingStore } from "./table.ts";

type Name = keyof Payloads;
/** `gap`: frames are missing, ask for the topic again. */
export type Fate = "applied" | "old" | "gap";

/** Topics that nobody on the page looks at any more are dropped after this, so that a page turn keeps them. */
const LINGER_MS = 5_000;

/**
 * All live data of a page. Knows no socket: frames go in, listeners are woken. Keys to listen to: a topic,
 * `series:<id>`, `connection`, `clock`.
 */
export class LiveStore {
  readonly bell = new Bell();
  readonly watch = new Watch();
  readonly clock = new ServerClock();
  register: Register | undefined;
  /** Rises with each change of a topic; caches compare it. */
  private readonly revisions = new Map<string, number>();
  private readonly versions = new Map<Topic, number>();
  private readonly readings = new Map<string, ReadingStore>();
  private readonly movers = new Map<string, MoverStore>();
  private alertStore = new AlertStore();
  private readonly payloads: { [N in Name]?: Payloads[N] } = {};
  private readonly wanted = new Map<Topic, number>();
  private readonly lingering = new Map<Topic, ReturnType<typeof setTimeout>>();
  private epoch = "";
  private onWish: () => void = () => {};

  /** The server's time, ms; 0 while unknown. The only clock of a page. */
  now(): number {
    return this.clock.now();
  }

  /** Keeps a topic coming until the returned function is called. */
  want(topic: Topic): () => void {
    clearTimeout(this.lingering.get(topic));
    this.lingering.delete(topic);
    this.wanted.set(topic, (this.wanted.get(topic) ?? 0) + 1);
    if (this.wanted.get(topic) === 1) this.onWish();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.release(topic);
    };
  }

  listen(keys: readonly string[], wake: () => void): () => void {
    const ends = keys.map((key) => this.bell.listen(key, wake));
    return () => {
      for (const end of ends) end();
    };
  }

  /** Keeps topics coming, and wakes at these keys, until the returned function is called. */
  follow(topics: readonly Topic[], keys: readonly string[], wake: () => void): () => void {
    const releases = topics.map((topic) => this.want(topic));
    const deaf = this.listen(keys, wake);
    return () => {
      deaf();
      for (const release of releases) release();
    };
  }

  get topics(): Topic[] {
    return [...this.wanted.keys()];
  }

  /** Called when the set of wanted topics changed. */
  onWanted(listener: () => void): void {
    this.onWish = listener;
    if (this.wanted.size > 0) listener();
  }

  revision(key: string): number {
    return this.revisions.get(key) ?? 0;
  }

  payload<N extends Name>(name: N): Payloads[N] | undefined {
    return this.payloads[name];
  }

  /** Open alerts; undefined until they have come. The same reference means that nothing changed. */
  get alerts(): AlertsPayload | undefined {
    return this.alertStore.payload;
  }

  alert(id: number): AlertsPayload["alerts"][number] | undefined {
    return this.alertStore.row(id);
  }

  readingsOf(metric: string): ReadingStore | undefined {
    return this.readings.get(metric);
  }

  moversOf(kind: string): MoverStore | undefined {
    return this.movers.get(kind);
  }

  hello(hello: Hello, tick: number): void {
    if (hello.epoch !== this.epoch) this.versions.clear();
    this.epoch = hello.epoch;
    this.clock.set(hello.serverTime, tick);
    this.connectionChanged(this.watch.heard(tick, this.now(), { who: hello.who, behind: 0 }));
  }

  status(status: Status, tick: number): void {
    if (!this.clock.known) this.clock.set(status.serverTime, tick);
    const { picture, since: pictureSince, deaf } = status;
    const { connection } = this.watch;
    // The server tells it in ms that come out a little different each time.
    const same = deaf?.reason === connection.deaf && Math.abs(deaf.since - connection.deafSince) < 2_000;
    const deafSince = same ? connection.deafSince : (deaf?.since ?? 0);
    const news = {
      picture,
      pictureSince,
      deaf: deaf?.reason ?? null,
      deafSince,
      waiting: deaf?.waiting ?? 0,
    };
    this.connectionChanged(this.watch.heard(tick, this.now(), news));
  }

  frame(meta: FrameMeta, body: Uint8Array, tick: number): Fate {
    if (!this.clock.known) this.clock.set(meta.serverTime, tick);
    this.connectionChanged(this.watch.heard(tick, this.now(), meta.behind ? { behind: meta.behind } : {}));
    if (!this.wanted.has(meta.topic)) return "old";
    const have = this.versions.get(meta.topic);
    if (!meta.full) {
      if (have === undefined || meta.version > have + 1) return "gap";
      if (meta.version <= have) return "old";
    }
    this.versions.set(meta.topic, meta.version);
    try {
      this.apply(meta, body);
    } catch {
      // A frame that does not fit what this page holds: as good as a missing one.
      this.versions.delete(meta.topic);
      return "gap";
    }
    this.changed(meta.topic);
    return "applied";
  }

  /** Looks at the clock: the connection may be lost, the age of what is shown has changed. */
  tick(tick: number): void {
    this.connectionChanged(this.watch.look(tick, this.now()));
    this.bell.ring("clock");
  }

  signedOut(): void {
    this.connectionChanged(this.watch.signedOut(this.now()));
  }

  private apply(meta: FrameMeta, body: Uint8Array): void {
    const [kind, name = ""] = meta.topic.split(":");
    if (kind === "readings") this.applyReadings(name, meta.full, body);
    else if (kind === "positions") this.applyPositions(name, meta.full, body);
    else if (kind === "alerts") this.alertStore.apply(readJson<AlertFrame>(body), meta.full);
    else this.applyPayload(kind as Name, body);
  }

  private applyReadings(metric: string, full: boolean, body: Uint8Array): void {
    const rows = readReadings(body);
    const store = this.readings.get(metric) ?? new ReadingStore();
    this.readings.set(metric, store);
    if (full) store.replace(rows);
    else store.merge(rows);
    // A full frame may also have taken series away: whoever listens to one of this metric looks again.
    const ids = full ? (this.register?.seriesOf(metric).map((s) => s.id) ?? []) : rows.ids;
    for (const id of ids) this.bell.ring(`series:${id}`);
  }

  private applyPositions(kind: string, full: boolean, body: Uint8Array): void {
    const rows = readPositions(body);
    const store = this.movers.get(kind) ?? new MoverStore();
    this.movers.set(kind, store);
    if (full) store.replace(rows);
    else store.merge(rows);
  }

  private applyPayload<N extends Name>(name: N, body: Uint8Array): void {
    const payload = readJson<Payloads[N]>(body);
    this.payloads[name] = payload;
    if (name === "register") this.register = registerOf(payload as Payloads["register"]);
  }

  private release(topic: Topic): void {
    const left = (this.wanted.get(topic) ?? 1) - 1;
    this.wanted.set(topic, left);
    if (left > 0) return;
    const drop = setTimeout(() => {
      this.lingering.delete(topic);
      if (this.wanted.get(topic) === 0) this.drop(topic);
    }, LINGER_MS);
    this.lingering.set(topic, drop);
  }

  private drop(topic: Topic): void {
    const [kind, name = ""] = topic.split(":");
    this.wanted.delete(topic);
    this.versions.delete(topic);
    if (kind === "readings") this.readings.delete(name);
    else if (kind === "positions") this.movers.delete(name);
    else if (kind === "alerts") this.alertStore = new AlertStore();
    else if (kind !== "register") delete this.payloads[kind as Name];
    this.changed(topic);
    this.onWish();
  }

  private changed(key: string): void {
    this.revisions.set(key, this.revision(key) + 1);
    this.bell.ring(key);
  }

  private connectionChanged(really: boolean): void {
    if (really) this.changed("connection");
  }
}
