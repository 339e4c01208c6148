import { timingSafeEqual } from "node:crypto";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { can } from "#lib/user/can.ts";
import { hashToken } from "#lib/user/token.ts";
import { asked } from "./dispatch.ts";
import type { Fanout, LiveServer } from "./fanout.ts";
import type { Identify } from "./session.ts";
import type { State } from "./state.ts";

export type Measured = { io: LiveServer; state: State; fanout: Fanout };

/** What this process measures of itself, in Prometheus' words; read when asked, nothing runs in between. */
export function measure({ io, state, fanout }: Measured): Registry {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry, prefix: "haidang_realtime_" });
  gauge("clients", "Sockets that are open.", () => io.sockets.sockets.size);
  gauge("picture_live", "1 while the database's news are heard.", () => Number(state.picture === "live"));
  gauge("deaf", "1 while nothing of what devices say is stored.", () => Number(state.deaf(0) !== null));
  total("frames_total", "Frames sent to clients.", () => fanout.counts.frames);
  total("full_frames_total", "Of these, full ones.", () => fanout.counts.fulls);
  total("frame_bytes_total", "Bytes of frames sent.", () => fanout.counts.bytes);
  total("frames_merged_total", "Frames that slow clients did not get.", () => fanout.counts.skipped);
  total("notices_total", "Notices heard on the bus.", () => state.counts.notices);
  total("loads_total", "Times the whole state was read.", () => state.counts.loads);
  total("troubles_total", "Failures of the bus, of notices and of reads.", () => state.counts.troubles);
  new Counter({
    name: "haidang_realtime_requests_total",
    help: "What clients asked on the socket, by outcome.",
    labelNames: ["event", "outcome"],
    registers,
    collect() {
      this.reset();
      for (const [key, n] of asked) {
        const [event = "", outcome = ""] = key.split(" ");
        this.inc({ event, outcome }, n);
      }
    },
  });
  return registry;

  function gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name: `haidang_realtime_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }
  function total(name: string, help: string, read: () => number): void {
    new Counter({
      name: `haidang_realtime_${name}`,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }
}

/** Strangers learn nothing about the inside: the configured bearer token or an administrator's session. */
export async function mayRead(
  headers: Headers,
  token: string | undefined,
  identify: Identify,
): Promise<boolean> {
  const [, given] = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "") ?? [];
  if (given !== undefined) return token !== undefined && timingSafeEqual(hashToken(given), hashToken(token));
  return can(await identify(headers), "metrics.read");
}
