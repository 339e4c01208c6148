import { type Position, Quality, type Reading, SUSPECT } from "#lib/reading/model.ts";
import type { Fix, Input, PositionInput } from "#lib/rule/kinds/kind.ts";
import { readyAt } from "#lib/rule/ready.ts";
import { type Flight, isFree, take, untilFree } from "./flight.ts";
import { noteMissed } from "./missed.ts";
import type { Watched } from "./objects.ts";
import type { World } from "./world.ts";

/** Readings older than this are history: they never ring. */
const HISTORY_MS = 30 * 60_000;

/** How many readings and positions were not judged, and why. */
export type Passed = { suspect: number; late: number; history: number };

/** Takes readings in, ascending by series then time. Hot: 10,000 a second; most change nothing. */
export async function look(
  world: World,
  { flight, readings, now }: { flight: Flight; readings: readonly Reading[]; now: number },
): Promise<Passed> {
  const passed: Passed = { suspect: 0, late: 0, history: 0 };
  const input: Input = { time: 0, value: null, mark: 0, heard: 0, since: 0, feed: null };
  for (const reading of readings) {
    const object = world.series.get(reading.seriesId);
    if (!object) continue;
    if (object.flight !== flight) await join(object, flight);
    hear(object, reading.time, now);
    const why = whyNot(object, reading, now);
    if (why === null) judgeReading(object, reading, input);
    else {
      passed[why]++;
      if (why !== "suspect") noteMissed(object, reading, { flight, now });
    }
  }
  return passed;
}

/** The same for positions, ascending by asset then time; those of a flight come after its readings. */
export async function lookAtPositions(
  world: World,
  { flight, positions, now }: { flight: Flight; positions: readonly Position[]; now: number },
): Promise<Passed> {
  const passed: Passed = { suspect: 0, late: 0, history: 0 };
  for (const position of positions) {
    const object = world.movers.get(position.assetId);
    if (!object) continue;
    if (object.flight !== flight) await join(object, flight);
    hear(object, position.time, now);
    const why = whyNot(object, position, now);
    if (why) passed[why]++;
    else judgePosition(object, position);
    // Too old to ring, but the newest that is known: where it lay then decides whether its silence is excused.
    if (why === "history" && position.time > object.nextMark) move(object, position);
  }
  return passed;
}

async function join(object: Watched, flight: Flight): Promise<void> {
  if (!isFree(object, flight)) await untilFree(object, flight);
  take(object, flight);
}

function hear(object: Watched, time: number, now: number): void {
  const heard = Math.min(time, now);
  if (heard > object.nextHeard) object.nextHeard = heard;
}

function whyNot(
  { nextMark }: Watched,
  { time, quality }: Pick<Reading, "time" | "quality">,
  now: number,
): keyof Passed | null {
  if ((quality & SUSPECT) !== 0) return "suspect";
  if (time < now - HISTORY_MS) return "history";
  // The newest may be corrected; what lies before it is past.
  return time > nextMark || (time === nextMark && (quality & Quality.corrected) !== 0) ? null : "late";
}

function judgeReading(object: Watched, { time, value }: Reading, input: Input): void {
  input.time = time;
  input.value = value;
  input.mark = object.nextMark;
  input.heard = object.nextHeard;
  input.since = object.since;
  object.nextMark = time;
  for (const entry of object.entries) {
    // Those that listen come first.
    if (!entry.kind.listens) return;
    const ready = readyAt(entry.readies, time);
    if (ready === null) continue;
    const { state, verdicts } = entry.kind.judge(entry.next, input, ready);
    entry.next = state;
    // Nearly always none: no array is made for nothing.
    if (verdicts.length > 0) entry.verdicts = [...entry.verdicts, ...verdicts];
  }
}

function move(
  object: Watched,
  { time, lon, lat, speed }: Omit<Position, "assetId" | "course" | "quality">,
): Fix {
  const fix = { lon, lat, speed };
  object.nextMark = time;
  object.nextFix = fix;
  return fix;
}

function judgePosition(object: Watched, { time, lon, lat, speed }: Position): void {
  const { nextMark: mark, nextHeard: heard, since, nextFix: last } = object;
  const fix = move(object, { time, lon, lat, speed });
  const input: PositionInput = { time, fix, last, mark, heard, since, feed: null };
  for (const entry of object.entries) {
    if (!entry.kind.listens) return;
    const ready = readyAt(entry.readies, time);
    if (ready === null) continue;
    const { state, verdicts } = entry.kind.judge(entry.next, input, ready);
    entry.next = state;
    // Nearly always none: no array is made for nothing.
    if (verdicts.length > 0) entry.verdicts = [...entry.verdicts, ...verdicts];
  }
}
