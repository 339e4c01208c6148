import { z } from "zod";
import type { Pool } from "#lib/db/pool.ts";
import type { FeedState } from "#lib/feed/model.ts";
import type { KnownFeed } from "#lib/feed/sql/known.ts";
import type { Log } from "#lib/log.ts";
import type { Entrance } from "../entrance/entrance.ts";
import type { HttpDoor } from "../http.ts";
import type { Owed } from "../owed.ts";
import type { Register } from "../register.ts";
import type { Sink } from "../sink.ts";
import type { AddressBook } from "../stages/address.ts";

/** What a feed may use of the process that runs it. */
export type World = {
  pool: Pool;
  sink: Sink;
  register: Register;
  /** Where HTTP feeds are mounted. */
  door: HttpDoor;
  log: Log;
  /** The centre's broker, where it has one instead of its own entrance. */
  mqttUrl: string | undefined;
  /** The centre's own MQTT entrance, where the process keeps one. */
  entrance: Pick<Entrance, "mount" | "opened" | "door"> | undefined;
  /** An address that only the environment may hold; undefined when it is not there. */
  secret(name: string): string | undefined;
};

/** What a running feed is given for itself. */
export type Run = {
  feed: KnownFeed;
  world: World;
  book: AddressBook;
  /** For the collector: what arrived and is not settled. */
  owed: Owed;
  /** Tells where the feed stands, for everyone to see. */
  report(state: FeedState, detail?: string): void;
};

export type Worker = {
  /**
   * Takes nothing more in, waits a little for what is on its way, acknowledges it and closes.
   * `forGood`: the feed was switched off; what a broker would keep for it is given up.
   */
  stop(forGood: boolean): Promise<void>;
};

/** One kind of feed: a file in this folder and a line in index.ts. */
export type FeedKind<Schema extends z.ZodType = z.ZodType> = {
  kind: string;
  title: { vi: string; en: string };
  about: { vi: string; en: string };
  /** Form, checks and documentation are made from it. */
  config: Schema;
  /** A config that works, for the form and the documentation. */
  example: z.input<Schema>;
  /** One process at a time may run it; false where any number may. */
  leased: boolean;
  /** Whether it reads from this installation's own broker: when that is away, we are deaf, and not its devices dumb. */
  own?(config: z.output<Schema>): boolean;
  /** Topic filters that it reads at the centre's own MQTT entrance; undefined: none. */
  topics?(config: z.output<Schema>, feedId: string): readonly string[] | undefined;
  start(config: z.output<Schema>, run: Run): Worker;
};

export function feedKind<Schema extends z.ZodType>(kind: FeedKind<Schema>): FeedKind {
  return kind as unknown as FeedKind;
}

/** How many unregistered assets the feed may make, where it may make any. */
export const newAssetsSchema = z
  .strictObject({
    most: z.int().min(0).max(100_000).default(1_000),
    perMinute: z.int().min(1).max(100_000).default(600),
  })
  .default({ most: 1_000, perMinute: 600 });

/** Only such names may be asked of the environment: never the program's own secrets. */
export const secretNameSchema = z
  .string()
  .regex(/^(?!DEMO_(DATABASE|MQTT)_URL$)(SOURCE|DEMO)_[A-Z0-9_]{1,50}_URL$/, {
    message: "an environment variable SOURCE_…_URL",
  });
