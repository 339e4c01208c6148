import type { Device, Scene } from "./devices/device.ts";
import type { Link } from "./link.ts";
import { seedOf } from "./physics/noise.ts";
import type { Post } from "./scene.ts";
import { messagesOf, positionMessage } from "./wire.ts";

/** A post and when it speaks next, ms. */
type Turn = { post: Post; due: number };

/**
 * Each device speaks at its own moment of its period, so that the load is even; its times are the
 * moments themselves, the same after a restart.
 */
export type Rhythm = { /** Lets every device speak whose moment has come. */ beat(now: number): void };

export function rhythmOf(posts: readonly Post[], scene: Scene, link: Pick<Link, "send">): Rhythm {
  const turns: Turn[] = posts.map((post) => ({ post, due: 0 }));

  function speak({ device, site }: Post, time: number): void {
    const stamp = { feed: device.feed, asset: site.key, time };
    const values = device.read(scene, site, time);
    if (values) for (const message of messagesOf(values, device.wire, stamp)) link.send(message);
    const place = device.position?.(scene, site, time);
    if (place) link.send(positionMessage(place, stamp));
  }

  return {
    beat(now) {
      for (const turn of turns) {
        if (turn.due > now) continue;
        const moment = momentOf(turn.post, now);
        if (turn.due > 0) speak(turn.post, moment);
        turn.due = moment + turn.post.device.periodS * 1000;
      }
    },
  };
}

/** The last moment at or before now at which a device speaks. */
export function momentOf(
  { device, site }: { device: Pick<Device, "id" | "periodS">; site: { key: string } },
  now: number,
): number {
  const period = device.periodS * 1000;
  const phase = (seedOf(`${device.id} ${site.key}`) % (device.periodS * 10)) * 100;
  return Math.floor((now - phase) / period) * period + phase;
}
