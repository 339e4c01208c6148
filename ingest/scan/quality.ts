import type { QualityInput } from "#lib/rule/inputs.ts";
import { aimsAtFeed } from "#lib/rule/model.ts";
import { feedsSeen } from "#lib/rule/sql/scan.ts";
import { type Look, NO_BELONGING, originAt, type Sample } from "./sample.ts";

/** The feeds that the rule is aimed at, with what they have counted. */
export async function sampleQuality({ client, works, now }: Look): Promise<Sample[]> {
  const feeds = await feedsSeen(client);
  return feeds
    .filter(({ feedId }) => aimsAtFeed(works.rule.target, feedId))
    .map(({ feedId, agencyId, simulated, periodMs, counts, expectedPerS }) => {
      const input: QualityInput = { now, counts, expectedPerS };
      const belongs = { ...NO_BELONGING, agencyId };
      const origin = originAt(works, { object: `feed:${feedId}`, feedId, simulated, belongs });
      return { origin, facts: { levels: [], periodMs }, input };
    });
}
