import type { ScenarioRun } from "#lib/scenario/model.ts";
import type { Device, Scene } from "./devices/device.ts";
import * as deviceRegistry from "./devices/index.ts";
import { airIndexOf } from "./physics/air-index.ts";
import { fireIndexOf } from "./physics/fire.ts";
import { rainField } from "./physics/rain.ts";
import type { Tide } from "./physics/tide.ts";
import { worldOf } from "./physics/world.ts";
import { rivers } from "./province/rivers.ts";
import type { Site } from "./province/site.ts";
import { sites } from "./province/sites.ts";
import * as stories from "./scenario/index.ts";

export const devices: readonly Device[] = Object.values(deviceRegistry);

/** One device at one site. */
export type Post = { device: Device; site: Site };

export const posts: readonly Post[] = devices.flatMap((device) =>
  sites.filter((site) => device.kinds.includes(site.kind)).map((site) => ({ device, site })),
);

export type LiveScene = Scene & { play(runs: readonly ScenarioRun[]): void };

/** @param since the earliest time that will be asked for, ms */
export function sceneOf(setup: {
  seed: number;
  tide: Tide;
  runs: readonly ScenarioRun[];
  since: number;
}): LiveScene {
  const world = worldOf({ ...setup, rivers, stories: Object.values(stories) });
  return {
    world,
    fireIndex: fireIndexOf(world, rainField(setup.seed)),
    aqi: airIndexOf(world),
    play: world.play,
  };
}
