import { readiesOf } from "../ready.ts";
import { feedNames } from "../sql/trial.ts";
import type { WatchedFeed } from "../sql/watch.ts";
import { feedsAimedAt } from "../works.ts";
import { Player } from "./play.ts";
import type { Part, Stage } from "./stage.ts";
import type { Role } from "./tape.ts";

/** The feeds that a rule is aimed at as a whole. */
export async function castFeeds(stage: Stage): Promise<Part[]> {
  const names = await feedNames(stage.db);
  return stage.feeds
    .filter((feed) => feedsAimedAt([stage.works], feed).length > 0)
    .map((feed) => {
      const { feedId } = feed;
      const named = names.get(feedId) ?? { vi: feedId, en: feedId };
      const role = {
        object: `feed:${feedId}`,
        assetId: null,
        seriesId: null,
        feedId,
        metricId: null,
        names: named,
      };
      return { role, play: () => playFeed(stage, feed, role) };
    });
}

async function playFeed(stage: Stage, { feedId, periodMs }: WatchedFeed, role: Role): Promise<void> {
  const { tape, from, to, works } = stage;
  const periods = readiesOf(works, { periodMs }, []);
  if (periods.length === 0) return tape.skip("no_limit");
  const player = new Player({
    kind: works.kind,
    periods,
    periodMs,
    from,
    voice: null,
    write: tape.writer(role),
  });
  for (const spell of await stage.spells(feedId)) {
    player.heard(Math.max(spell.from, from), spell.to);
    tape.readings++;
  }
  player.end(to);
  tape.objects++;
}
