import { openDoor } from "#lib/feed/sql/door.ts";
import type { Run, Worker, World } from "../feeds/feed.ts";
import { backoffMs, pause } from "../transports/backoff.ts";
import { openDesk } from "./desk.ts";
import { takeHanded } from "./take-over.ts";

type Source = Parameters<typeof openDesk>[0];

/** Reads one feed at the centre's own entrance, wherever its devices are connected. */
export function startAtEntrance(source: Source, run: Run, entrance: NonNullable<World["entrance"]>): Worker {
  const { feed, world } = run;
  const { desk, worker } = openDesk(source, run);
  const stopping = new AbortController();
  const { door } = entrance;
  const mounted = entrance.mount(feed.id, desk);
  const pushed = world.door.mount(feed.id, (request) => takeHanded(request, desk, door.token), "handed");
  run.report("connecting");
  void open();
  return {
    stop(forGood) {
      stopping.abort();
      mounted.unmount();
      pushed.unmount();
      return worker.stop(forGood);
    },
  };

  /** Says where the feed is held, then that it lives. */
  async function open(): Promise<void> {
    await entrance.opened;
    for (let attempt = 0; !stopping.signal.aborted; attempt++) {
      try {
        await openDoor(world.pool, feed.id, door);
        if (!stopping.signal.aborted) run.report("live");
        return;
      } catch {
        await pause(backoffMs(attempt), stopping.signal);
      }
    }
  }
}
