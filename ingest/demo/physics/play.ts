import type { Story } from "#ingest/demo/scenario/scenario.ts";
import { realTime, type ScenarioRun, scenarioById, storyHour } from "#lib/scenario/model.ts";
import { MINUTE } from "./calendar.ts";
import { type Flood, floodOf } from "./flood.ts";
import type { Hydrology } from "./hydrology.ts";
import type { Network } from "./network.ts";

/** A story being played over the everyday province. */
export type Play = {
  run: ScenarioRun;
  story: Story;
  flood: Flood;
  hours: number;
  /** Story hour at a time, held at the story's end. */
  hour(time: number): number;
  /** 1 while it plays, 0 before; after its end it fades within half an hour. */
  strength(time: number): number;
};

const FADE = 6 * MINUTE;
/** After this nothing is left of a story: e⁻¹⁰ of a metre is 0.05 mm. */
export const FADED = 60 * MINUTE;

export function playOf(
  run: ScenarioRun,
  story: Story,
  river: { network: Network; hydrology: Hydrology },
): Play {
  const hours = scenarioById(run.scenario)?.hours ?? 24;
  const ends = Math.min(run.endedAt ?? Number.POSITIVE_INFINITY, realTime(run, hours));
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
    hour: (time) => storyHour(run, Math.min(time, ends)),
    strength(time) {
      if (time < run.startedAt) return 0;
      return time <= ends ? 1 : Math.exp(-(time - ends) / FADE);
    },
  };
}

/** When a run is over by itself, ms. */
export function endOf(run: ScenarioRun): number {
  return realTime(run, scenarioById(run.scenario)?.hours ?? 24);
}
