import type { Db } from "#lib/db/pool.ts";
import type { FeedVoice } from "../kinds/kind.ts";
import { feedMinutes } from "../sql/trial.ts";
import { hearFeed } from "../voice.ts";

/** When something was heard without a pause of a minute, ms. */
export type Spell = { from: number; to: number };

const MINUTE = 60_000;

/** How a feed spoke: by the minute, which is what history keeps of it. */
export async function spellsOf(db: Db, of: { feedId: string; from: number; to: number }): Promise<Spell[]> {
  const spells: Spell[] = [];
  for await (const minutes of feedMinutes(db, of)) {
    for (const from of minutes) {
      const to = from + MINUTE - 1;
      const last = spells.at(-1);
      if (last && from <= last.to + 1) last.to = to;
      else spells.push({ from, to });
    }
  }
  return spells;
}

/** The same as a judge of series sees it, asked at times that only grow. */
export function voiceOf(spells: readonly Spell[], since: number): (now: number) => FeedVoice {
  let next = 0;
  const voice: FeedVoice = { heard: since, gap: 0, back: Number.NEGATIVE_INFINITY };
  return (now) => {
    for (let spell = spells[next]; spell && spell.from <= now; spell = spells[++next]) {
      hearFeed(voice, spell.from);
      voice.heard = Math.max(voice.heard, Math.min(spell.to, now));
      if (spell.to > now) break;
    }
    return voice;
  };
}
