import { HOUR, MINUTE, yearBump } from "./calendar.ts";
import type { Place } from "./geo.ts";
import { uniform, wander } from "./noise.ts";

/** mm/h at a place and time. */
export type RainField = (place: Place, time: number) => number;

/** A moving shower. Position in km east and north of {@link ORIGIN}. */
type Cell = {
  born: number;
  life: number;
  x: number;
  y: number;
  vx: number;
  vy: number;
  radius: number;
  peak: number;
};

const ORIGIN: Place = { lon: 108.85, lat: 14.5 };
const KM_PER_LAT = 111.19;
const KM_PER_LON = KM_PER_LAT * Math.cos((ORIGIN.lat * Math.PI) / 180);
const REACH = { x: 75, y: 125 };

const SLOT = HOUR;
const LONGEST_LIFE = 3.5 * HOUR;
const SLOTS_BACK = Math.ceil(LONGEST_LIFE / SLOT);
const MOST_CELLS = 6;

/**
 * Showers are born at random in hourly slots, more of them in the wet season (September–December on
 * this coast) and in the wet spells that come every few days, drift inland with the monsoon and die
 * within hours. A pure function: any moment can be asked for without running through the ones before.
 */
export function rainField(seed: number): RainField {
  const slots = new Map<number, Cell[]>();

  function cellsOf(slot: number): Cell[] {
    const known = slots.get(slot);
    if (known) return known;
    // 1,500 slots are two months: enough for a start, bounded for a long life.
    if (slots.size > 1500) slots.clear();
    const made = birth(seed, slot);
    slots.set(slot, made);
    return made;
  }

  return (place, time) => {
    const x = (place.lon - ORIGIN.lon) * KM_PER_LON;
    const y = (place.lat - ORIGIN.lat) * KM_PER_LAT;
    const now = Math.floor(time / SLOT);
    let rate = 0;
    for (let slot = now - SLOTS_BACK; slot <= now; slot++) {
      for (const cell of cellsOf(slot)) rate += fromCell(cell, x, y, time);
    }
    return rate;
  };
}

function fromCell(cell: Cell, x: number, y: number, time: number): number {
  const age = time - cell.born;
  if (age <= 0 || age >= cell.life) return 0;
  const hours = age / HOUR;
  const dx = x - cell.x - cell.vx * hours;
  const dy = y - cell.y - cell.vy * hours;
  const away = (dx * dx + dy * dy) / (2 * cell.radius * cell.radius);
  if (away > 8) return 0;
  const youth = Math.sin((Math.PI * age) / cell.life);
  return cell.peak * youth * youth * Math.exp(-away);
}

function birth(seed: number, slot: number): Cell[] {
  const time = slot * SLOT;
  const expected = MOST_CELLS * wetness(seed, time);
  const count = Math.floor(expected + uniform(seed, slot, 0));
  const cells: Cell[] = [];
  for (let i = 1; i <= count; i++) {
    const chance = (use: number) => uniform(seed, slot, i, use);
    cells.push({
      born: time + chance(1) * SLOT,
      life: (1 + 2.5 * chance(2)) * HOUR,
      x: (2 * chance(3) - 1) * REACH.x + 20,
      y: (2 * chance(4) - 1) * REACH.y,
      vx: -(8 + 14 * chance(5)),
      vy: -6 + 10 * chance(6),
      radius: 5 + 8 * chance(7),
      peak: 4 + 34 * chance(8) ** 2,
    });
  }
  return cells;
}

/** 0 dry … 1 as wet as showers get: season × spell. */
function wetness(seed: number, time: number): number {
  const season = 0.12 + 0.88 * yearBump(time, 0.86, 3);
  const spell = 0.5 + 0.5 * wander(seed + 1, time / (38 * HOUR));
  return season * spell ** 1.5;
}

/** Rain sums of one gauge: windows that end at `time`, in mm. */
export type Gauge = { sum(time: number, hours: number): number };

const BIN = 10 * MINUTE;
const KEEP_BINS = 400;

/** Sums ten-minute bins, each integrated by two-point Gauss quadrature, and keeps them. */
export function gaugeIn(field: RainField, place: Place): Gauge {
  let first = Number.POSITIVE_INFINITY;
  let totals: number[] = [];

  function total(bin: number): number {
    if (bin < first) {
      first = bin;
      totals = [0];
    }
    while (first + totals.length - 1 < bin) {
      const start = (first + totals.length - 1) * BIN;
      const rate = (field(place, start + 0.2113 * BIN) + field(place, start + 0.7887 * BIN)) / 2;
      totals.push((totals.at(-1) ?? 0) + (rate * BIN) / HOUR);
    }
    if (totals.length > 4 * KEEP_BINS && bin > first + 3 * KEEP_BINS) {
      totals = totals.slice(-KEEP_BINS);
      first = bin - (KEEP_BINS - 1);
    }
    return totals[bin - first] ?? 0;
  }

  function until(time: number): number {
    const bin = Math.floor(time / BIN);
    const below = total(bin);
    return below + (total(bin + 1) - below) * (time / BIN - bin);
  }

  return {
    sum(time, hours) {
      const from = time - hours * HOUR;
      // Ask for the earlier end first: the sums grow forwards from the first bin asked for.
      const before = until(from);
      return Math.max(0, until(time) - before);
    },
  };
}
