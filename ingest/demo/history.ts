import { setTimeout as sleep } from "node:timers/promises";
import type { Scene } from "./devices/device.ts";
import type { Link } from "./link.ts";
import { DAY, HOUR, MINUTE } from "./physics/calendar.ts";
import type { Post } from "./scene.ts";
import { type Look, type Message, packOf, positionMessage } from "./wire.ts";

/** A span of time to tell, ms; `to` is not part of it. */
export type Span = { from: number; to: number };

/** Values in one pack: some 4 kB. */
const PACK_VALUES = 100;
/** Packs on their way at once, and the rest after so many values: at most 3,000 values a second. */
const IN_FLIGHT = 8;
const REST_AFTER = 75;
const REST_MS = 25;
const FINE_SPAN = 2 * DAY;
const TRACK_SPAN = 6 * HOUR;
const TRACK_STEP = 4 * MINUTE;

/**
 * Tells what the devices measured in a span, as loggers do that were out of reach: packs of past values
 * through MQTT, slow enough that live values pass by. The newest slice comes first.
 * @param told called after each slice with its beginning
 */
export async function tell(
  span: Span,
  now: number,
  by: {
    posts: readonly Post[];
    scene: Scene;
    link: Pick<Link, "deliver">;
    told?(from: number): Promise<void>;
    signal: AbortSignal;
  },
): Promise<number> {
  let values = 0;
  let sinceRest = 0;
  const going = new Set<Promise<void>>();
  // A broker that is away answers nothing: whoever stops must not wait for it.
  const stopped = new Promise<void>((resolve) =>
    by.signal.addEventListener("abort", () => resolve(), { once: true }),
  );
  for (const slice of slicesOf(span)) {
    for (const { message, count } of messagesIn(slice, now, by)) {
      if (by.signal.aborted) return values;
      const sent = by.link.deliver(message).finally(() => going.delete(sent));
      // A failed delivery is retried by the next start: the slice is not marked as told.
      sent.catch(() => {});
      going.add(sent);
      values += count;
      sinceRest += count;
      if (going.size >= IN_FLIGHT) await Promise.race([...going, stopped]);
      if (sinceRest < REST_AFTER) continue;
      sinceRest = 0;
      await sleep(REST_MS, undefined, { signal: by.signal }).catch(() => {});
    }
    await Promise.race([Promise.all(going), stopped]);
    if (by.signal.aborted) return values;
    await by.told?.(slice.from);
  }
  return values;
}

const SLICE = 6 * HOUR;

function* slicesOf({ from, to }: Span): Generator<Span> {
  for (let end = to; end > from; end -= SLICE) yield { from: Math.max(from, end - SLICE), to: end };
}

function* messagesIn(
  slice: Span,
  now: number,
  { posts, scene }: { posts: readonly Post[]; scene: Scene },
): Generator<{ message: Message; count: number }> {
  for (const { device, site } of posts) {
    if (device.historyStepS) {
      const step = stepFor(device.historyStepS * 1000, slice, now);
      const looks: Look[] = [];
      for (let time = Math.ceil(slice.from / step) * step; time < slice.to; time += step) {
        const values = device.read(scene, site, time);
        if (values) looks.push({ time, values });
      }
      const perPack = Math.max(1, Math.floor(PACK_VALUES / Math.max(1, device.metrics.length)));
      for (let i = 0; i < looks.length; i += perPack) {
        const part = looks.slice(i, i + perPack);
        const message = { topic: `ioc/${device.feed}/${site.key}`, payload: packOf(part) };
        yield { message, count: part.length * device.metrics.length };
      }
    }
    if (!device.position || slice.to <= now - TRACK_SPAN) continue;
    const from = Math.max(slice.from, now - TRACK_SPAN);
    for (let time = Math.ceil(from / TRACK_STEP) * TRACK_STEP; time < slice.to; time += TRACK_STEP) {
      const place = device.position(scene, site, time);
      const stamp = { feed: device.feed, asset: site.key, time };
      yield { message: positionMessage(place, stamp), count: 1 };
    }
  }
}

/** Beyond two days back an hour's step is enough for a trend. */
function stepFor(step: number, slice: Span, now: number): number {
  return slice.to <= now - FINE_SPAN ? Math.max(step, HOUR) : step;
}
