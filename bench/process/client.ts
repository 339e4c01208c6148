import { io, type Socket } from "socket.io-client";
import { AlertStore } from "#components/live/alerts.ts";
import type { AlertFrame } from "#lib/alert/wire.ts";
import { type ClientEvents, readJson, type ServerEvents, SOCKET_PATH, type Topic } from "#lib/protocol.ts";
import { readReadings } from "#lib/reading/frame.ts";
import { Histogram } from "../histogram.ts";
import { serve } from "./message.ts";

const TOPICS: Topic[] = ["readings:bench_value", "alerts"];
const SHARES = [0.5, 0.95, 0.99] as const;

/** A screen, as far as the wire goes: watches the metric, unpacks each frame, notes how old each value is. */
const ages = new Histogram();
/** From the time of the reading that rings to the frame that tells of it. */
const alertAges = new Histogram();
const alerts = new AlertStore();
const told = new Set<number>();
let socket: Socket<ServerEvents, ClientEvents>;
let base = 0;
let frames = 0;
let behind = 0;

serve({
  async open({ url, cookie }: { url: string; cookie: string }) {
    socket = io(url, { path: SOCKET_PATH, transports: ["websocket"], extraHeaders: { cookie } });
    socket.on("frame", ({ topic, full, behind: missed }, body) => {
      const now = Date.now();
      if (topic === "alerts") return hearAlerts(readJson<AlertFrame>(body), full, now);
      behind += missed;
      frames++;
      if (full) return;
      const { time, value } = readReadings(body);
      for (let i = 0; i < time.length; i++)
        if ((value[i] as number) >= base) ages.add(now - (time[i] as number));
    });
    await new Promise<void>((done, fail) => {
      socket.once("hello", () => done());
      socket.once("connect_error", fail);
    });
    const answer = await socket.timeout(5_000).emitWithAck("watch", { topics: TOPICS });
    if (!answer.ok) throw new Error(`may not watch ${TOPICS.join()}: ${answer.reason}`);
  },
  /** Counts only sequence numbers from `from` on. */
  async begin(from: number) {
    base = from;
    frames = 0;
    behind = 0;
    ages.reset();
  },
  async end() {
    const [p50, p95, p99] = SHARES.map((share) => ages.quantile(share));
    return { received: ages.total, frames, behind, p50, p95, p99 };
  },
  async beginAlerts() {
    alertAges.reset();
  },
  async endAlerts() {
    const [p50, p95, p99] = SHARES.map((share) => alertAges.quantile(share));
    return { total: alertAges.total, p50, p95, p99 };
  },
});

/** As a page takes it in; each alert counts once. */
function hearAlerts(frame: AlertFrame, full: boolean, now: number): void {
  alerts.apply(frame, full);
  for (const { id, raisedAt } of alerts.payload?.alerts ?? []) {
    if (told.has(id)) continue;
    told.add(id);
    alertAges.add(now - raisedAt);
  }
}
