import { DAY, MINUTE } from "#ingest/demo/physics/calendar.ts";
import type { Pool } from "#lib/db/pool.ts";
import { arrivalOf, arrivals, stepAt } from "./arrivals.ts";
import { type Change, changeItems, dueItems, insertItems, newestArrival, type Written } from "./database.ts";
import type { Arrival, Department, Pressure } from "./department.ts";

/** A department at work on its own database. */
export type Office = {
  /** Takes in what came since the last time and moves on what is due. Catches up at most thirty days. */
  work(now: number, pressure: Pressure): Promise<{ taken: number; moved: number }>;
};

const MEMORY = 30 * DAY;
const BATCH = 1_000;

export function officeOf(department: Department, pool: Pool): Office {
  let until: number | undefined;

  async function takeIn(now: number, pressure: Pressure): Promise<number> {
    until ??= await startOf(department, pool, now);
    const fresh: Written[] = [];
    let taken = 0;
    for (const arrival of arrivals(department, { from: minuteOf(until), to: now }, pressure)) {
      if (arrival.at <= until || arrival.at > now) continue;
      fresh.push(rowOf(department, arrival, { now, pressure }));
      taken++;
      if (fresh.length >= BATCH) await insertItems(pool, department, fresh.splice(0));
    }
    await insertItems(pool, department, fresh);
    until = Math.max(until, now);
    return taken;
  }

  async function moveOn(now: number): Promise<number> {
    let moved = 0;
    for (;;) {
      const due = await dueItems(pool, department, now);
      await changeItems(
        pool,
        department,
        due.map(({ key, at }) => changeOf(department, arrivalOf(department, key, at), now)),
      );
      moved += due.length;
      if (due.length === 0) return moved;
    }
  }

  return {
    async work(now, pressure) {
      const taken = await takeIn(now, pressure);
      return { taken, moved: await moveOn(now) };
    },
  };
}

async function startOf(department: Department, pool: Pool, now: number): Promise<number> {
  const newest = await newestArrival(pool, department);
  return Math.max(newest ?? 0, now - MEMORY);
}

function minuteOf(time: number): number {
  return Math.floor(time / MINUTE) * MINUTE;
}

function rowOf(department: Department, arrival: Arrival, at: { now: number; pressure: Pressure }): Written {
  const fixed: Written = {};
  for (const [column, value] of Object.entries(department.row(arrival, at.pressure))) {
    fixed[column] = isTime(column, value) ? new Date(value) : value;
  }
  return { ...fixed, ...changeOf(department, arrival, at.now), tiep_nhan: new Date(arrival.at) };
}

/** Due dates are the only big numbers that departments write. */
function isTime(column: string, value: unknown): value is number {
  return typeof value === "number" && (column.startsWith("hen_") || column.startsWith("han_"));
}

function changeOf(department: Department, arrival: Arrival, time: number): Change {
  const { now, next } = stepAt(department.life(arrival), time);
  return {
    ma: arrival.key,
    trang_thai: now.state,
    ket_thuc: now.closes ? new Date(now.at) : null,
    buoc_tiep: next ? new Date(next.at) : null,
    cap_nhat: new Date(now.at),
  };
}
