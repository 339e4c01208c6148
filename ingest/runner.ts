import { problemsOf } from "#lib/feed/problems.ts";
import type { KnownFeed } from "#lib/feed/sql/known.ts";
import type { Feed as Reads } from "./entrance/post.ts";
import type { FeedKind, Worker, World } from "./feeds/feed.ts";
import * as registry from "./feeds/index.ts";
import { Owed } from "./owed.ts";
import type { Reporter } from "./report.ts";
import { AddressBook } from "./stages/address.ts";

const KINDS = new Map<string, FeedKind>(Object.values(registry).map((kind) => [kind.kind, kind]));

export function kindOf(feed: KnownFeed): FeedKind | undefined {
  return KINDS.get(feed.kind);
}

type Running = {
  feed: KnownFeed;
  book: AddressBook;
  owed: Owed;
  worker: Worker | undefined;
  /** Since when our own broker has not answered it, ms. */
  unreachedSince: number | undefined;
};

/** The feeds that read at the centre's own MQTT entrance. */
export function topicsOf(feeds: readonly KnownFeed[]): Reads[] {
  return feeds.flatMap((feed) => {
    const kind = kindOf(feed);
    const config = kind?.config.safeParse(feed.config);
    const filters = config?.success ? kind?.topics?.(config.data, feed.id) : undefined;
    return filters ? [{ id: feed.id, filters, enabled: feed.enabled }] : [];
  });
}

/** Starts and stops the workers of feeds; for each feed one thing after the other. */
export class Runner {
  readonly #world: World;
  readonly #reporter: Reporter;
  readonly #running = new Map<string, Running>();
  readonly #queues = new Map<string, Promise<void>>();

  constructor(world: World, reporter: Reporter) {
    this.#world = world;
    this.#reporter = reporter;
  }

  start(feed: KnownFeed): Promise<void> {
    return this.#inTurn(feed.id, async () => {
      if (this.#running.has(feed.id)) return;
      const running: Running = {
        feed,
        book: new AddressBook(),
        owed: new Owed(),
        worker: undefined,
        unreachedSince: undefined,
      };
      this.#running.set(feed.id, running);
      running.worker = this.#begin(running);
    });
  }

  /** Resolves when nothing of the feed is read any more; `forGood`: and nothing shall wait for it elsewhere. */
  stop(feedId: string, forGood = false): Promise<void> {
    return this.#inTurn(feedId, async () => {
      const running = this.#running.get(feedId);
      this.#running.delete(feedId);
      await running?.worker?.stop(forGood);
    });
  }

  async restart(feed: KnownFeed): Promise<void> {
    void this.stop(feed.id);
    await this.start(feed);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.stop(id)));
  }

  /** The register changed; `onlyNew`: what was located is as it was. */
  registerChanged(onlyNew: boolean): void {
    for (const { book } of this.#running.values()) {
      if (onlyNew) book.forgetRefusals();
      else book.forget();
    }
  }

  /** Messages received and not settled, and when (ms) the oldest of them came. */
  owed(): { count: number; oldest: number | undefined } {
    let count = 0;
    let oldest: number | undefined;
    for (const { owed } of this.#running.values()) {
      const at = owed.oldest();
      if (at !== undefined) oldest = Math.min(oldest ?? at, at);
      count += owed.count();
    }
    return { count, oldest };
  }

  /** Feeds that our own broker does not answer, and since when, ms. */
  unreached(): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const [id, { unreachedSince }] of this.#running)
      if (unreachedSince !== undefined) found.set(id, unreachedSince);
    return found;
  }

  #begin(running: Running): Worker | undefined {
    const { feed, book, owed } = running;
    const report = (state: "failed", detail: string) =>
      void this.#reporter.report(feed.id, { state, detail, held: true });
    const kind = kindOf(feed);
    if (!kind) {
      report("failed", `there is no feed kind "${feed.kind}"`);
      return undefined;
    }
    const config = kind.config.safeParse(feed.config);
    if (!config.success) {
      report("failed", problemsOf(config.error).join("; "));
      return undefined;
    }
    try {
      return kind.start(config.data, {
        feed,
        world: this.#world,
        book,
        owed,
        report: (state, detail) => {
          const isAway = kind.own?.(config.data) && (state === "connecting" || state === "retrying");
          running.unreachedSince = isAway ? (running.unreachedSince ?? Date.now()) : undefined;
          this.#reporter.report(feed.id, { state, detail, held: true });
        },
      });
    } catch (error) {
      report("failed", (error as Error).message);
      return undefined;
    }
  }

  #inTurn(feedId: string, work: () => Promise<void>): Promise<void> {
    const before = this.#queues.get(feedId) ?? Promise.resolve();
    const mine = before.then(work).catch((error: Error) => {
      this.#world.log.error({ feed: feedId, err: error }, "a feed's worker failed to start or stop");
    });
    this.#queues.set(feedId, mine);
    return mine;
  }
}
