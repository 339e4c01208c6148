import type { Pool } from "#lib/db/pool.ts";
import { setFeedTokenHash } from "#lib/feed/sql.ts";
import { newToken } from "#lib/feed/token.ts";
import type { Log } from "#lib/log.ts";
import { dropZone, saveZone } from "#lib/zone/sql.ts";
import { HOUR, MINUTE } from "./physics/calendar.ts";
import { bulletinFeed } from "./province/feeds.ts";
import { circle } from "./province/zones.ts";
import { centreAt } from "./scenario/typhoon.ts";
import { type LiveScene, type Post, posts } from "./scene.ts";

/** The weather office of the demo: flood bulletins by HTTP push, and the storm's danger area as a zone. */
export type Bulletins = {
  /** Says what is due; what cannot be said now is said the next time. */
  issue(now: number): Promise<void>;
};

type Setup = { pool: Pool; scene: LiveScene; ingestUrl: string; log: Log };

/** As a flood bulletin does; hours of the story's clock while one is told. */
const LEADS = [3, 9, 15, 21];
const EVERY = { calm: 30 * MINUTE, storyHours: 3, least: MINUTE, wait: 5 * MINUTE };
/** How far a bulletin may be out, of what the river still does. */
const SPREAD_M = 0.15;
const STORM = "demo-vung-bao";
const STORM_EVERY = MINUTE;
const DANGER_KM = 110;

const gauges: readonly Post[] = posts.filter(
  ({ device, site }) => device.id === "gauge" && site.kind === "gauge",
);

export async function bulletinsOf({ pool, scene, ingestUrl, log }: Setup): Promise<Bulletins> {
  // A new one at each start: nobody else needs to know it.
  const { token, hash } = newToken();
  await setFeedTokenHash(pool, bulletinFeed.id, hash);
  const address = `${ingestUrl}/api/feeds/${bulletinFeed.id}/forecasts`;
  let issuedAt = Number.NEGATIVE_INFINITY;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let away = false;
  /** Worked out and not taken yet: a river's next day costs a third of a second to work out. */
  let waiting: { madeAt: number; speed: number; issues: unknown } | undefined;

  async function push(body: unknown): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`ingest answered ${response.status}`);
    await response.body?.cancel();
  }

  async function issueFlood(now: number): Promise<void> {
    const speed = playing(scene, now)?.run.speed ?? 1;
    const every = speed === 1 ? EVERY.calm : Math.max(EVERY.least, (EVERY.storyHours * HOUR) / speed);
    if (now - issuedAt < every) return;
    try {
      if (!waiting || waiting.speed !== speed || now - waiting.madeAt > EVERY.wait) {
        const issues = gauges.map((post) => floodIssue(scene, post, { now, speed }));
        waiting = { madeAt: now, speed, issues };
      }
      await push(waiting.issues);
      waiting = undefined;
      issuedAt = now;
      away = false;
    } catch (error) {
      if (!away) log.warn({ err: error }, "ingest takes no bulletins yet; trying again");
      away = true;
    }
  }

  async function drawStorm(now: number): Promise<void> {
    if (now - drawnAt < STORM_EVERY) return;
    const play = playing(scene, now);
    if (play?.story.id === "bao") await saveZone(pool, stormZone(play.hour(now)));
    else await dropZone(pool, STORM);
    drawnAt = now;
  }

  return {
    async issue(now) {
      await issueFlood(now);
      await drawStorm(now);
    },
  };
}

function playing(scene: LiveScene, now: number) {
  return scene.world.plays(now).find((play) => play.run.startedAt <= now && now < play.ends);
}

/** What the simulated river will do, less sure the farther ahead. */
export function floodIssue(
  scene: LiveScene,
  { device, site }: Post,
  { now, speed }: { now: number; speed: number },
) {
  const points = LEADS.flatMap((lead) => {
    const at = Math.round(now + (lead * HOUR) / speed);
    const level = device.read(scene, site, at)?.water_level;
    if (level === undefined) return [];
    const value = Number(level.toFixed(2));
    const wide = SPREAD_M * Math.sqrt(lead / 3);
    return [{ at, value, low: Number((value - wide).toFixed(2)), high: Number((value + wide).toFixed(2)) }];
  });
  return { asset: site.key, metric: "water_level", issuedAt: now, model: "Bản tin lũ mô phỏng", points };
}

function stormZone(hour: number) {
  return {
    id: STORM,
    kind: "storm",
    nameVi: "Vùng nguy hiểm của bão (mô phỏng)",
    nameEn: "The storm's danger area (simulated)",
    shape: circle(centreAt(hour), DANGER_KM),
    validFrom: "2025-07-01",
    source: "Kịch bản bão của bản demo",
    simulated: true,
  };
}
