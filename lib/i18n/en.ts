import { access } from "./en/access.ts";
import { alerts } from "./en/alerts.ts";
import { app } from "./en/app.ts";
import { backup } from "./en/backup.ts";
import { cap } from "./en/cap.ts";
import { desk } from "./en/desk.ts";
import { feeds } from "./en/feeds.ts";
import { incidents } from "./en/incidents.ts";
import { kpi } from "./en/kpi.ts";
import { live } from "./en/live.ts";
import { map } from "./en/map.ts";
import { notify } from "./en/notify.ts";
import { people } from "./en/people.ts";
import { rules } from "./en/rules.ts";
import { shifts } from "./en/shifts.ts";
import { time } from "./en/time.ts";
import type { vi } from "./vi.ts";

export const en: Record<keyof typeof vi, string> = {
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
