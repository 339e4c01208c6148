import { expect, test } from "vitest";
import { slotter } from "./model.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

test.each(["Asia/Ho_Chi_Minh", "Asia/Kolkata", "Europe/Berlin", "UTC"])(
  "a slot is the local hour of the week in %s, through a change of the clocks too",
  (zone) => {
    const parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      weekday: "short",
      hour: "2-digit",
      hourCycle: "h23",
    });
    const week = slotter(zone, "hour_of_week");
    const day = slotter(zone, "hour_of_day");
    for (let time = Date.UTC(2026, 2, 20); time < Date.UTC(2026, 3, 5); time += 17 * 60_000) {
      const found = Object.fromEntries(parts.formatToParts(time).map(({ type, value }) => [type, value]));
      expect(day(time)).toBe(Number(found.hour));
      expect(week(time)).toBe(DAYS.indexOf(found.weekday as string) * 24 + Number(found.hour));
    }
  },
);
