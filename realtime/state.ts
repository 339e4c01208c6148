import { type Channel, publish } from "#lib/db/bus.ts";
import type { Pool } from "#lib/db/pool.ts";
import type { DeafNews, Payloads, Picture, Topic } from "#lib/protocol.ts";
import { pulses } from "#lib/pulse/sql.ts";
import { fromTable } from "#lib/table.ts";
import { AlertBook } from "./alerts.ts";
import type { Audience } from "./audience.ts";
import { openLink } from "./link.ts";
import { Memory } from "./memory.ts";
import { Presence } from "./presence.ts";
import { Pulses } from "./pulses.ts";
import { forScreens, type Questions } from "./questions.ts";
import { AlertReader } from "./reader.ts";
import { ReadingTable } from "./readings.ts";
import { Scoped } from "./scoped.ts";
import type { Source } from "./source.ts";

/** A metric that nothing measures yet; a table that comes later starts from here. */
const EMPTY: Source = new ReadingTable();

type Name = Exclude<keyof Payloads, "presence">;
/** Shortest ms between two readings of a document; the bus tells of each change, once a minute is for lost ones. */
const GAP_MS: { [N in Name]: number } = {
  register: 1_500,
  feeds: 1_000,
  records: 1_000,
  scenario: 250,
  incidents: 500,
  shift: 250,
};
const NAMES = Object.keys(GAP_MS) as Name[];
const AGAIN_MS = 60_000;
/** Counters of feeds move without a notice each; the freshness strip follows them this closely. */
const FEEDS_MS = 5_000;
const PULSES_MS = 2_000;
const RETRY_MS = 1_000;

const TOUCHED: { [C in Channel]?: Name[] } = {
  alert: ["incidents"],
  incident: ["incidents"],
  feed: ["feeds"],
  record: ["records"],
  scenario: ["scenario"],
  shift: ["shift"],
};

export type StateOptions = {
  databaseUrl: string;
  pool: Pool;
  questions: Questions;
  onTrouble?(what: string, error: unknown): void;
};

/**
 * What the database holds now, in memory: filled from it at start and after every loss of the bus, kept by notices.
 * It listens before it reads, so nothing falls in between.
 */
export class State {
  picture: Picture = "loading";
  since = Date.now();
  readonly counts = { notices: 0, rows: 0, loads: 0, troubles: 0 };
  private readonly options: StateOptions;
  private readonly memory = new Memory();
  private readonly documents: { [N in Name]: Scoped<Payloads[N]> };
  readonly alerts = new AlertBook();
  readonly presence: Presence;
  private readonly reader: AlertReader;
  private readonly pulses = new Pulses();
  private deafAs: string | null = null;
  private link: { close(): Promise<void> } | undefined;
  private timers: NodeJS.Timeout[] = [];
  private closed = false;

  constructor(options: StateOptions) {
    this.options = options;
    this.reader = new AlertReader(options.questions, this.alerts);
    this.presence = new Presence({
      alert: (id) => this.alerts.row(id),
      tell: (payloads) => publish(options.pool, "presence", payloads),
    });
    this.documents = {
      register: this.document("register", (v) => this.register(v)),
      feeds: this.document("feeds"),
      records: this.document("records"),
      scenario: this.document("scenario"),
      incidents: this.document("incidents"),
      shift: this.document("shift"),
    };
  }

  start(): void {
    const { databaseUrl, pool } = this.options;
    this.link = openLink(
      databaseUrl,
      pool,
      [...(Object.keys(TOUCHED) as Channel[]), "config", "alert", "presence", "reading", "position", "pulse"],
      {
        notice: (channel, payload) => this.notice(channel, payload),
        connected: () => this.load(),
        lost: (error) => {
          // A read that is running now proves nothing any more.
          this.memory.load++;
          this.turn("lost");
          this.trouble("bus", error);
        },
      },
    );
    this.timers = [
      setInterval(() => this.again(), AGAIN_MS),
      setInterval(() => this.touch("feeds"), FEEDS_MS),
      setInterval(() => void this.askAgain(), PULSES_MS),
    ];
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const name of NAMES) this.documents[name].close();
    this.reader.close();
    await this.link?.close();
  }

  /** Why nothing is stored; the picture must be live to know. Feeds look different when it changes. */
  deaf(now: number): DeafNews | null {
    const deaf = this.picture === "live" ? this.pulses.deaf(performance.now()) : null;
    const as = deaf?.reason ?? null;
    if (as !== this.deafAs) this.touch("feeds");
    this.deafAs = as;
    return deaf && { reason: deaf.reason, since: now - Math.round(deaf.forMs), waiting: deaf.waiting };
  }

  /** Silence may also be news that was missed: the database knows who is left. */
  private async askAgain(): Promise<void> {
    if (this.picture !== "live" || this.pulses.deaf(performance.now()) === null) return;
    try {
      const asked = performance.now();
      const found = await pulses(this.options.pool);
      if (this.picture === "live") this.pulses.load(found, asked);
    } catch (error) {
      this.trouble("pulses", error);
    }
  }

  /** Undefined until everything was read once. */
  source(topic: Topic, audience: Audience): Source | undefined {
    if (this.counts.loads === 0) return undefined;
    if (topic === "alerts") return this.alerts.view(audience);
    if (topic === "presence") return this.presence.views.of(audience);
    if (topic in this.documents) return this.documents[topic as Name].of(audience);
    return this.memory.tables.get(topic) ?? EMPTY;
  }

  private notice(channel: Channel, payload: string): void {
    this.counts.notices++;
    try {
      if (channel === "reading" && this.memory.hearReadings(payload)) this.touch("register");
      if (channel === "position" && this.memory.hearPositions(payload)) this.touch("register");
      if (channel === "alert" && this.picture !== "lost") this.reader.hear(payload);
      if (channel === "pulse") this.pulses.hear(payload, performance.now());
      if (channel === "presence") this.presence.hear(payload, Date.now());
      if (channel === "config") this.again();
      else this.touch(...(TOUCHED[channel] ?? []));
    } catch (error) {
      if (channel === "alert") this.reader.touch();
      this.trouble(`notice on ${channel}`, error);
    }
  }

  private touch(...names: Name[]): void {
    if (this.picture === "lost") return;
    for (const name of names) this.documents[name].touch();
  }

  /** Reads everything; whatever is heard meanwhile is newer. Starts again when the bus was lost in between. */
  private async load(): Promise<void> {
    this.turn("loading");
    const load = ++this.memory.load;
    try {
      await this.documents.register.reload();
      this.pulses.load(await pulses(this.options.pool), performance.now());
      await this.readNewest(load, true);
      await this.reader.reload();
      for (const name of NAMES) if (name !== "register") await this.documents[name].reload();
    } catch (error) {
      this.trouble("load", error);
      if (load === this.memory.load) setTimeout(() => this.retry(load), RETRY_MS);
      return;
    }
    if (load !== this.memory.load || this.closed) return;
    this.memory.renew();
    this.alerts.renew();
    for (const name of NAMES) this.documents[name].renew();
    this.counts.loads++;
    this.turn("live");
  }

  private again(): void {
    this.touch(...NAMES);
    if (this.picture !== "lost") this.reader.touch();
  }

  private retry(load: number): void {
    if (load === this.memory.load && this.picture === "loading" && !this.closed) void this.load();
  }

  private async readNewest(load: number, trails: boolean): Promise<void> {
    const { questions } = this.options;
    const readings = await questions.readings();
    const positions = await questions.positions();
    const paths = trails ? await questions.trails(Date.now()) : undefined;
    if (load !== this.memory.load) return;
    this.memory.loadReadings(readings);
    if (paths) this.memory.loadTrails(paths);
    this.memory.loadPositions(positions);
  }

  /** New series may have spoken before the register was read. */
  private register(value: Payloads["register"]): void {
    const news = this.memory.register(fromTable(value.assets), fromTable(value.series));
    if (!news || this.picture !== "live") return;
    this.readNewest(++this.memory.load, false).catch((error) => {
      this.trouble("new series", error);
      this.touch("register");
    });
  }

  private document<N extends Name>(name: N, onRead?: (value: Payloads[N]) => void): Scoped<Payloads[N]> {
    return new Scoped<Payloads[N]>({
      read: (agency) => this.options.questions[name](Date.now(), agency) as Promise<Payloads[N]>,
      gapMs: GAP_MS[name],
      forScreens: forScreens[name] ?? ((value) => value),
      onRead,
    });
  }

  private turn(picture: Picture): void {
    if (this.picture === picture) return;
    this.picture = picture;
    this.since = Date.now();
  }

  private trouble(what: string, error: unknown): void {
    this.counts.troubles++;
    if (!this.closed) this.options.onTrouble?.(what, error);
  }
}
