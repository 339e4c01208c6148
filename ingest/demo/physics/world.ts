import type { Story } from "#ingest/demo/scenario/scenario.ts";
import type { ScenarioRun } from "#lib/scenario/model.ts";
import { distanceKm, type Place } from "./geo.ts";
import { type Hydrology, hydrology } from "./hydrology.ts";
import { type Network, type Node, networkOf } from "./network.ts";
import { seedOf } from "./noise.ts";
import { type Play, playOf } from "./play.ts";
import { type Gauge, gaugeIn, type RainField, rainField } from "./rain.ts";
import { flowOf, stageOf } from "./rating.ts";
import { storyRain } from "./story-rain.ts";
import type { Tide } from "./tide.ts";
import { type Air, airAt, CALM, type Stress } from "./weather.ts";

export type Spot = Place & { key: string; heightM?: number };

/** Everything that is true in the demo province at a time; a function of seed, scenario runs and time. */
export type World = {
  rain(spot: Spot, time: number): { m10: number; h1: number; h24: number };
  air(spot: Spot, time: number): Air & { rainHour: number };
  river(node: string, time: number): { stage: number; flow: number };
  reservoir(node: string, time: number): ReservoirState;
  sea(place: Place, time: number): { tide: number; surge: number; wave: number; temperature: number };
  /** Storm wind at a place, some hours of the story ago, m/s. */
  gale(place: Place, time: number, hoursAgo: number): number;
  /** 0 … 1: how far storm or cloudburst stops life at a place. */
  trouble(spot: Spot, time: number): number;
  /** 0 … 1: smoke of fires near a place. */
  smoke(place: Place, time: number): number;
  plays(time: number): readonly Play[];
};

export type ReservoirState = {
  level: number;
  volume: number;
  share: number;
  inflow: number;
  outflow: number;
  spill: number;
};

export type WorldSetup = {
  seed: number;
  rivers: readonly Node[];
  tide: Tide;
  stories: readonly Story[];
  runs: readonly ScenarioRun[];
  /** The earliest time that will be asked for, ms. */
  since: number;
};

type Everyday = {
  network: Network;
  field: RainField;
  hydrology: Hydrology;
  gauges: Map<string, Gauge>;
  tide: Tide;
};

/** A world whose scenario runs can be replaced while the everyday part is kept. */
export function worldOf(setup: WorldSetup): World & { play(runs: readonly ScenarioRun[]): void } {
  const field = rainField(setup.seed);
  const network = networkOf(setup.rivers);
  const everyday: Everyday = {
    network,
    field,
    hydrology: hydrology(network, field, setup.since),
    gauges: new Map(),
    tide: setup.tide,
  };
  let plays: Play[] = [];
  const known = new Map<number, Play>();
  function play(runs: readonly ScenarioRun[]): void {
    plays = runs.flatMap((run) => {
      const story = setup.stories.find((each) => each.id === run.scenario);
      if (!story) return [];
      const same = known.get(run.run);
      const made = same && same.run.endedAt === run.endedAt ? same : playOf(run, story, everyday);
      known.set(run.run, made);
      return [made];
    });
  }
  play(setup.runs);
  return { ...look(everyday, (time) => plays.filter((each) => lives(each, time))), play };
}

function lives(play: Play, time: number): boolean {
  return time >= play.run.startedAt && time <= play.remembered;
}

function look(everyday: Everyday, plays: (time: number) => readonly Play[]): World {
  const { network, hydrology: water } = everyday;

  function stress(place: Place, time: number): Stress {
    const sum = { ...CALM };
    for (const each of plays(time)) {
      const weight = each.strength(time);
      const hour = each.hour(time);
      const gale = each.story.wind?.(place, hour);
      const heat = each.story.heat?.(hour);
      if (gale && gale.speed * weight > sum.gale) {
        sum.gale = gale.speed * weight;
        sum.galeFrom = gale.direction;
      }
      sum.drop += weight * (gale?.drop ?? 0);
      sum.temperature += weight * (heat?.temperature ?? 0);
      sum.humidity += weight * (heat?.humidity ?? 0);
      sum.foehn += weight * (heat?.foehn ?? 0);
    }
    return sum;
  }

  function rain(spot: Spot, time: number) {
    let gauge = everyday.gauges.get(spot.key);
    if (!gauge) {
      gauge = gaugeIn(everyday.field, spot);
      everyday.gauges.set(spot.key, gauge);
    }
    const sums = { h24: gauge.sum(time, 24), h1: gauge.sum(time, 1), m10: gauge.sum(time, 1 / 6) };
    for (const each of plays(time)) {
      const weight = each.strength(time);
      const dry = each.story.heat ? 1 - weight : 1;
      const hour = each.hour(time);
      const more = (hours: number) => weight * storyRain(each, spot, hour, hours);
      sums.m10 = sums.m10 * dry + more(1 / 6);
      sums.h1 = sums.h1 * dry + more(1);
      sums.h24 = sums.h24 * dry + more(24);
    }
    return sums;
  }

  function air(spot: Spot, time: number) {
    const rainHour = rain(spot, time).h1;
    const where = { lon: spot.lon, lat: spot.lat, heightM: spot.heightM ?? 10, seed: seedOf(spot.key) };
    return { ...airAt(where, time, { rainHour, stress: stress(spot, time) }), rainHour };
  }

  function river(id: string, time: number) {
    const i = network.indexOf(id);
    const rating = network.nodes[i]?.rating;
    if (!rating) throw new RangeError(`${id} is not a section with a rating`);
    const flow = water.inflow(i, time);
    let stage = stageOf(rating, flow);
    const calm = stage;
    for (const each of plays(time)) {
      const hour = each.hour(time);
      const told = stageOf(rating, flow + each.flood.inflow(i, hour)) + each.flood.correction(i, hour);
      stage += each.strength(time) * (told - calm);
    }
    return { stage, flow: flowOf(rating, stage) };
  }

  function reservoir(id: string, time: number): ReservoirState {
    const i = network.indexOf(id);
    const body = network.nodes[i]?.reservoir;
    if (!body) throw new RangeError(`${id} is not a reservoir`);
    let volume = water.volume(i, time);
    let inflow = water.inflow(i, time);
    let outflow = water.outflow(i, time);
    for (const each of plays(time)) {
      const weight = each.strength(time);
      const hour = each.hour(time);
      volume += weight * each.flood.volume(i, hour);
      inflow += weight * each.flood.inflow(i, hour);
      outflow += weight * each.flood.outflow(i, hour);
    }
    const spill = Math.max(0, outflow - body.steady);
    return {
      level: body.level.at(volume),
      volume,
      share: (100 * volume) / body.full,
      inflow,
      outflow,
      spill,
    };
  }

  function sea(place: Place, time: number) {
    const { drop, gale } = stress(place, time);
    // Inverse barometer: 1 cm a hPa; wind set-up grows with its square; waves about v/4.5 in deep water.
    const surge = 0.01 * drop + 0.0006 * gale * gale;
    const monsoon = air({ ...place, key: "bien" }, time).wind;
    const wave = Math.max(0.25 + 0.13 * monsoon, gale / 4.5);
    return { tide: everyday.tide(time) + surge, surge, wave, temperature: 27.2 };
  }

  function gale(place: Place, time: number, hoursAgo: number): number {
    let most = 0;
    for (const each of plays(time)) {
      const wind = each.story.wind?.(place, Math.max(0, each.hour(time) - hoursAgo));
      most = Math.max(most, each.strength(time) * (wind?.speed ?? 0));
    }
    return most;
  }

  function trouble(spot: Spot, time: number): number {
    if (plays(time).length === 0) return 0;
    const wet = Math.max(0, (rain(spot, time).h1 - 12) / 60);
    const blown = Math.max(0, (gale(spot, time, 0) - 12) / 22);
    return Math.min(0.95, Math.max(wet, blown));
  }

  function smoke(place: Place, time: number): number {
    let sum = 0;
    for (const each of plays(time)) {
      const hour = each.hour(time);
      for (const fire of each.story.hotspots ?? []) {
        if (hour < fire.from || hour > fire.to) continue;
        const strength = fire.peak * Math.sin((Math.PI * (hour - fire.from)) / (fire.to - fire.from));
        sum += each.strength(time) * (strength / 200) * Math.exp(-distanceKm(place, fire) / 35);
      }
    }
    return Math.min(1, sum);
  }

  return { rain, air, river, reservoir, sea, gale, trouble, smoke, plays };
}
