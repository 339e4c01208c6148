import type { Priority } from "#lib/alert/model.ts";
import type { Db } from "#lib/db/pool.ts";

/** One made-up alarm as rows, and as a naive reader sees it. Times in ms. */
export type Story = {
  id: number;
  ruleId: string;
  object: string;
  worst: Priority;
  agencyId: string | null;
  simulated: boolean;
  visibility: "shown" | "shelved";
  process: "active" | "returned";
  response: "unack" | "ack" | "done";
  raisedAt: number;
  rungAt: number;
  returnedAt: number | null;
  closedAt: number | null;
  occurrences: number;
  events: { type: string; at: number; note?: boolean }[];
  announced: number[];
};

export type Rules = { [ruleId: string]: { minutes: number } };

/** Rules r0, r1, … with these minutes allowed, and agencies ca, cb. */
export async function seedRules(db: Db, minutes: readonly number[]): Promise<Rules> {
  await db.query(
    "INSERT INTO agency (id, name_vi, name_en) VALUES ('ca', 'Cơ quan A', 'A'), ('cb', 'Cơ quan B', 'B')",
  );
  const rules: Rules = {};
  for (const [i, allowed] of minutes.entries()) {
    const response = { cause: "c", consequence: "q", action: "a", minutes: allowed, owner: "o" };
    await db.query(
      `INSERT INTO rule (id, kind, name_vi, name_en, params, target, priority, response)
       VALUES ($1::text, 'threshold', $1::text, $1::text, '{}', '{"series": []}', 3, $2)`,
      [`r${i}`, JSON.stringify(response)],
    );
    rules[`r${i}`] = { minutes: allowed };
  }
  return rules;
}

export async function writeStories(db: Db, stories: readonly Story[]): Promise<void> {
  await db.query(
    `INSERT INTO alert (id, rule_id, object, priority, worst, simulated, process, response, visibility, occurrences,
       raised_at, returned_at, closed_at, rung_seq, rung_at, seq, latched, agency_id)
     OVERRIDING SYSTEM VALUE
     SELECT id, "ruleId", object, worst, worst, simulated, process, response, visibility, occurrences,
       to_timestamp("raisedAt" / 1000), to_timestamp("returnedAt" / 1000), to_timestamp("closedAt" / 1000), 1,
       to_timestamp("rungAt" / 1000), 99, false, "agencyId"
     FROM jsonb_to_recordset($1) AS s(id bigint, "ruleId" text, object text, worst int, simulated boolean, process text,
       response text, visibility text, occurrences int, "raisedAt" float8, "returnedAt" float8, "closedAt" float8,
       "rungAt" float8, "agencyId" text)`,
    [JSON.stringify(stories)],
  );
  const events = stories.flatMap(({ id, events: all }) =>
    all.map((event, i) => ({ ...event, id, seq: i + 1, data: event.note ? { note: "x" } : {} })),
  );
  await db.query(
    `INSERT INTO alert_event (alert_id, seq, at, type, actor, data)
     SELECT id, seq, to_timestamp(at / 1000), type, 'user:x', data
     FROM jsonb_to_recordset($1) AS e(id bigint, seq int, at float8, type text, data jsonb)`,
    [JSON.stringify(events)],
  );
  const announced = stories.flatMap((s) =>
    s.announced.map((at) => ({ at, id: s.id, priority: s.worst, simulated: s.simulated })),
  );
  await db.query(
    `INSERT INTO annunciation (at, alert_id, priority, simulated)
     SELECT to_timestamp(at / 1000), id, priority, simulated
     FROM jsonb_to_recordset($1) AS n(at float8, id bigint, priority int, simulated boolean)`,
    [JSON.stringify(announced)],
  );
}

const MINUTE = 60_000;

/** A run of made-up alarms over `days` before `now`; `random` gives 0 … 1. */
export function tellStories(
  { count, now, days, firstId }: { count: number; now: number; days: number; firstId: number },
  random: () => number,
): Story[] {
  return Array.from({ length: count }, (_, i) => tell({ id: firstId + i, now, days }, random));
}

function tell({ id, now, days }: { id: number; now: number; days: number }, random: () => number): Story {
  const pick = <T>(...all: T[]): T => all[Math.floor(random() * all.length)] as T;
  const step = () => Math.floor(pick(5_000, 20_000, 45_000, 4 * MINUTE, 90 * MINUTE) * (0.2 + random()));
  const raisedAt = Math.floor(now - random() * days * 86_400_000);
  const events: Story["events"] = [{ type: "raised", at: raisedAt }];
  const announced = [raisedAt];
  let at = raisedAt;
  let [active, acked, over, occurrences, rungAt] = [true, false, false, 1, raisedAt];
  let returnedAt: number | null = null;
  const add = (type: string, note?: boolean) => void events.push({ type, at, ...(note ? { note } : {}) });
  const steps = Math.floor(random() * 9);
  for (let n = 0; n < steps && !over; n++) {
    at += random() < 0.06 ? Math.floor((20 + random() * 40) * 60 * MINUTE) : step();
    if (at >= now) break;
    const chance = random();
    if (active && chance < 0.5) {
      add("returned");
      [active, returnedAt] = [false, at];
    } else if (!active && chance < 0.4) {
      add("reactivated");
      announced.push(at);
      [active, acked, occurrences, rungAt, returnedAt] = [true, false, occurrences + 1, at, null];
    } else if (!acked) {
      add("acknowledged");
      acked = true;
    } else if (chance < 0.75) add(pick("noted", "progress_started", "assigned", "shared"));
    else if (!active) {
      add("closed", random() < 0.3);
      over = true;
    }
  }
  return {
    id,
    ruleId: `r${Math.floor(random() * random() * 4)}`,
    // One open alert a rule and object: what stands open has an object of its own.
    object: over ? `series:${Math.floor(random() * random() * 40)}` : `series:open-${id}`,
    worst: pick(1, 2, 3, 3, 4, 4, 4),
    agencyId: pick(null, "ca", "cb"),
    simulated: random() < 0.2,
    visibility: !over && random() < 0.15 ? "shelved" : "shown",
    process: active ? "active" : "returned",
    response: over ? "done" : acked ? "ack" : "unack",
    raisedAt,
    rungAt,
    returnedAt,
    closedAt: over ? at : null,
    occurrences,
    events,
    announced,
  };
}
