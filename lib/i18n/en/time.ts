import type { time as source } from "../vi/time.ts";

export const time: Record<keyof typeof source, string> = {
  "span.seconds": "{count} s",
  "span.minutes": "{count} min",
  "span.hours": "{count} h",
  "span.days": "{count} {count:day|days}",
  "age.now": "just now",
  "age.past": "{span} ago",
  "age.ahead": "in {span}",
};
