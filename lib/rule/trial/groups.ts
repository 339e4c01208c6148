import type { Level } from "#lib/asset/model.ts";
import { stepsOf } from "#lib/forecast/sql.ts";
import { SUSPECT } from "#lib/reading/model.ts";
import { groupOf } from "../groups.ts";
import type { GroupMember } from "../inputs.ts";
import type { VoteParams } from "../kinds/vote.ts";
import { aimsAtSeries } from "../model.ts";
import type { WatchedSeries } from "../sql/watch.ts";
import { Looker } from "./looks.ts";
import type { Part, Stage } from "./stage.ts";
import type { Role } from "./tape.ts";

const DAY = 86_400_000;
/** Live, a round comes each 5 s; over a month a step of the history is at least this. */
const LEAST_STEP_MS = 10_000;
const MOST_STEPS = 50_000;

/** The groups of the series that a rule is aimed at, by their newest values step by step. */
export async function castGroups(stage: Stage): Promise<Part[]> {
  const { works } = stage;
  const { per } = works.params as VoteParams;
  const on = new Set(stage.feeds.filter((feed) => feed.enabled).map((feed) => feed.feedId));
  const mine = stage.series.filter((one) => aimsAtSeries(works.rule.target, one) && on.has(one.feedId));
  const groups = [...Map.groupBy(mine, (one) => groupOf(per, one))];
  return groups.flatMap(([what, members]) => {
    if (what === null) return [];
    const name = what.split(":")[1] ?? what;
    const names = { vi: name, en: name };
    const metricId = members[0]?.metricId ?? null;
    const role = { object: `group:${what}`, assetId: null, seriesId: null, feedId: null, metricId, names };
    return [{ role, play: () => playGroup(stage, members, role) }];
  });
}

async function playGroup(stage: Stage, members: readonly WatchedSeries[], role: Role): Promise<void> {
  const { db, tape, to, rawFrom, works, signal } = stage;
  const from = Math.max(stage.from, rawFrom);
  if (from > stage.from) tape.skip("raw_gone");
  const stepMs = Math.max(LEAST_STEP_MS, Math.ceil((to - from) / MOST_STEPS));
  const { kind, params, rule } = works;
  const ready = kind.ready(params, { levels: [], priority: rule.priority, periodMs: stepMs });
  const looker = new Looker(kind, tape.writer(role));
  const newest = new Map<number, GroupMember>(
    members.map((one) => [one.seriesId, { ...one, at: null, value: null, levels: [] }]),
  );
  const levels = levelsOf(stage, members);
  for (let day = from; day < to; day += DAY) {
    signal?.throwIfAborted();
    const until = Math.min(day + DAY, to);
    const of = { from: day, to: until, stepMs, unfit: SUSPECT };
    const steps = await stepsOf(db, [...newest.keys()], of);
    tape.readings += steps.length;
    const bySlot = Map.groupBy(steps, ({ at }) => Math.ceil((at - from) / stepMs));
    const slots = [...Array(Math.ceil((until - day) / stepMs)).keys()].map(
      (i) => Math.floor((day - from) / stepMs) + i + 1,
    );
    for (const slot of slots) {
      for (const { seriesId, at, value } of bySlot.get(slot) ?? []) {
        const known = newest.get(seriesId);
        if (known) newest.set(seriesId, { ...known, at, value, levels: levels(seriesId, at) });
      }
      looker.look({ now: from + slot * stepMs, members: [...newest.values()] }, ready);
    }
  }
  tape.objects++;
}

function levelsOf(stage: Stage, members: readonly WatchedSeries[]) {
  const sets = new Map(members.map((one) => [one.seriesId, stage.sets(one.assetId, one.metricId)]));
  return (seriesId: number, at: number): readonly Level[] =>
    sets.get(seriesId)?.find((set) => at >= set.from && at < set.until)?.levels ?? [];
}
