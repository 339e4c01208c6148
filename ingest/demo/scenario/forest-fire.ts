import type { Heat, Hotspot, Story } from "./scenario.ts";

/** Three days of build-up, two of the worst, one that eases. */
function heat(hour: number): Heat {
  const rise = Math.min(1, hour / 48);
  const ease = hour > 120 ? Math.max(0, 1 - (hour - 120) / 30) : 1;
  const strength = rise * ease;
  return { temperature: 6 * strength, humidity: -34 * strength, foehn: 9 * strength };
}

/** Invented fires in the hill forests, none at a real place of fire. */
const hotspots: readonly Hotspot[] = [
  { key: "diem-nong-01", lat: 14.62, lon: 108.79, from: 40, to: 76, peak: 42 },
  { key: "diem-nong-02", lat: 14.635, lon: 108.8, from: 46, to: 80, peak: 65 },
  { key: "diem-nong-03", lat: 13.64, lon: 108.9, from: 52, to: 96, peak: 58 },
  { key: "diem-nong-04", lat: 13.655, lon: 108.89, from: 60, to: 100, peak: 90 },
  { key: "diem-nong-05", lat: 13.66, lon: 108.905, from: 66, to: 112, peak: 120 },
  { key: "diem-nong-06", lat: 14.83, lon: 108.66, from: 72, to: 108, peak: 36 },
  { key: "diem-nong-07", lat: 14.84, lon: 108.67, from: 78, to: 118, peak: 74 },
  { key: "diem-nong-08", lat: 15.21, lon: 108.45, from: 84, to: 120, peak: 48 },
  { key: "diem-nong-09", lat: 14.24, lon: 108.66, from: 90, to: 128, peak: 82 },
  { key: "diem-nong-10", lat: 14.07, lon: 108.98, from: 96, to: 130, peak: 30 },
];

export default { id: "chay-rung", heat, hotspots, dryDaysBefore: 9 } satisfies Story as Story;
