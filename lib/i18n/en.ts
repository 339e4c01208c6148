import { access } from "./en/access.ts";
import { alerts } from "./en/alerts.ts";
import { app } from "./en/app.ts";
import { feeds } from "./en/feeds.ts";
import { live } from "./en/live.ts";
import { map } from "./en/map.ts";
import { time } from "./en/time.ts";
import type { vi } from "./vi.ts";

export const en: Record<keyof typeof vi, string> = {
  ...access,
  ...alerts,
  ...app,
  ...feeds,
  ...live,
  ...map,
  ...time,
};
