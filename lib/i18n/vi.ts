import { access } from "./vi/access.ts";
import { alerts } from "./vi/alerts.ts";
import { app } from "./vi/app.ts";
import { backup } from "./vi/backup.ts";
import { cap } from "./vi/cap.ts";
import { desk } from "./vi/desk.ts";
import { feeds } from "./vi/feeds.ts";
import { incidents } from "./vi/incidents.ts";
import { kpi } from "./vi/kpi.ts";
import { live } from "./vi/live.ts";
import { map } from "./vi/map.ts";
import { notify } from "./vi/notify.ts";
import { people } from "./vi/people.ts";
import { rules } from "./vi/rules.ts";
import { shifts } from "./vi/shifts.ts";
import { time } from "./vi/time.ts";

/** One file an area; a text is added in both languages or the types refuse it. */
export const areas = {
  access,
  alerts,
  app,
  backup,
  cap,
  desk,
  feeds,
  incidents,
  kpi,
  live,
  map,
  notify,
  people,
  rules,
  shifts,
  time,
};

export const vi = {
  ...access,
  ...alerts,
  ...app,
  ...backup,
  ...cap,
  ...desk,
  ...feeds,
  ...incidents,
  ...kpi,
  ...live,
  ...map,
  ...notify,
  ...people,
  ...rules,
  ...shifts,
  ...time,
};
