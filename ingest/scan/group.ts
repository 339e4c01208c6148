import type { Level } from "#lib/asset/model.ts";
import { SUSPECT } from "#lib/reading/model.ts";
import { groupOf } from "#lib/rule/groups.ts";
import type { GroupInput, GroupMember } from "#lib/rule/inputs.ts";
import type { VoteParams } from "#lib/rule/kinds/vote.ts";
import { aimsAtSeries, type Target } from "#lib/rule/model.ts";
import { type SeriesSeen, seriesSeen } from "#lib/rule/sql/scan.ts";
import { thresholdsValidOn } from "#lib/threshold/sql.ts";
import { type Look, originAt, type Sample } from "./sample.ts";

/** The groups of the series that the rule is aimed at, and how each member stands. */
export async function sampleGroups({ client, works, now }: Look): Promise<Sample[]> {
  const { per } = works.params as VoteParams;
  const members = await seriesAimedAt({ client, works });
  const levels = await levelsAt({ client, now });
  const groups = Map.groupBy(members, (member) => groupOf(per, member));
  return [...groups].flatMap(([what, all]) => {
    if (what === null) return [];
    const input: GroupInput = { now, members: all.map((one) => memberOf(one, levels(one))) };
    const periodMs = Math.max(...all.map((one) => one.periodMs));
    return [{ origin: originAt(works, placeOf(what, all)), facts: { levels: [], periodMs }, input }];
  });
}

export async function seriesAimedAt({
  client,
  works,
}: Pick<Look, "client" | "works">): Promise<SeriesSeen[]> {
  const { target } = works.rule;
  const found = await seriesSeen(client, idsOf(target));
  return found.filter((one) => aimsAtSeries(target, one));
}

function idsOf(target: Target) {
  if ("series" in target) return { series: target.series };
  return "metric" in target ? { metric: target.metric } : {};
}

/** Each series' levels at that time: its asset's own, else those of all assets of the metric. */
export async function levelsAt({ client, now }: Pick<Look, "client" | "now">) {
  const sets = await thresholdsValidOn(client, new Date(now));
  const byKey = new Map(sets.map((set) => [`${set.assetId ?? ""} ${set.metricId}`, set.levels]));
  return ({ assetId, metricId }: SeriesSeen): readonly Level[] =>
    byKey.get(`${assetId} ${metricId}`) ?? byKey.get(` ${metricId}`) ?? [];
}

function memberOf(series: SeriesSeen, levels: readonly Level[]): GroupMember {
  const { seriesId, periodMs, time, value, quality } = series;
  const isGood = time !== null && ((quality ?? 0) & SUSPECT) === 0;
  return { seriesId, periodMs, levels, at: isGood ? time : null, value: isGood ? value : null };
}

/** What all members have in common, a group has. */
function placeOf(what: string, members: readonly SeriesSeen[]) {
  const common = <K extends keyof SeriesSeen>(field: K) => {
    const [first, ...rest] = members;
    return first && rest.every((one) => one[field] === first[field]) ? first[field] : null;
  };
  return {
    object: `group:${what}`,
    feedId: common("feedId"),
    simulated: members.some((one) => one.simulated),
    belongs: {
      agencyId: common("agencyId"),
      assetKey: common("assetKey"),
      basin: common("basin"),
      unitCode: common("unitCode"),
      feeder: common("feeder"),
    },
  };
}
