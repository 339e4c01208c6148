import type { Story } from "#ingest/demo/scenario/scenario.ts";
import { realTime, type ScenarioRun, scenarioById, storyHour } from "#lib/scenario/model.ts";
import { HOUR, MINUTE } from "./calendar.ts";
import { type Flood, floodOf } from "./flood.ts";
import type { Hydrology } from "./hydrology.ts";
import type { Network } from "./network.ts";

/** A story being played over the everyday province. */
export type Play = {
  run: ScenarioRun;
  story: Story;
  flood: Flood;
  hours: number;
  /** When it ends or was ended, ms. */
  ends: number;
  /** Until when something of it is left: its water an hour, its vessels' way back as long as their way in. */
  remembered: number;
  /** Story hour at a time, held at the story's end. */
  hour(time: number): number;
  /** 1 while it plays, 0 before; after its end it fades away. */
  strength(time: number): number;
};

/** A river falls within story hours; played fast, no faster than an eye follows. */
const FADE = { story: 6 * HOUR, least: 6 * MINUTE };
const REMEMBERED = 4 * HOUR;

export function playOf(
  run: ScenarioRun,
  story: Story,
  river: { network: Network; hydrology: Hydrology },
): Play {
  const hours = scenarioById(run.scenario)?.hours ?? 24;
  const ends = Math.min(run.endedAt ?? Number.POSITIVE_INFINITY, realTime(run, hours));
  const fade = Math.max(FADE.least, FADE.story / run.speed);
  const { hydrology } = river;
  const flood = floodOf(river.network, story, hours, {
    inflow: (node, hour) => hydrology.inflow(node, realTime(run, hour)),
    outflow: (node, hour) => hydrology.outflow(node, realTime(run, hour)),
    volume: (node, hour) => hydrology.volume(node, realTime(run, hour)),
  });
  return {
    run,
    story,
    flood,
    hours,
    ends,
    remembered: ends + Math.max(REMEMBERED, 10 * fade, ends - run.startedAt),
    hour: (time) => storyHour(run, Math.min(time, ends)),
    strength(time) {
      if (time < run.startedAt) return 0;
      return time <= ends ? 1 : Math.exp(-(time - ends) / fade);
    },
  };
}

/** When a run is over by itself, ms. */
export function endOf(run: ScenarioRun): number {
  return realTime(run, scenarioById(run.scenario)?.hours ?? 24);
}
