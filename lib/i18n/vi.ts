import { access } from "./vi/access.ts";
import { alerts } from "./vi/alerts.ts";
import { app } from "./vi/app.ts";
import { feeds } from "./vi/feeds.ts";
import { live } from "./vi/live.ts";
import { map } from "./vi/map.ts";
import { time } from "./vi/time.ts";

/** One file an area; a text is added in both languages or the types refuse it. */
export const areas = { access, alerts, app, feeds, live, map, time };

export const vi = { ...access, ...alerts, ...app, ...feeds, ...live, ...map, ...time };
