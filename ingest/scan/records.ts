import { type AskedRecord, countAskedFor, recordsAskedFor } from "#lib/record/sql/asked.ts";
import type { RecordInput } from "#lib/rule/inputs.ts";
import type { RecordParams } from "#lib/rule/kinds/record.ts";
import { type Look, NO_BELONGING, originAt, type Sample } from "./sample.ts";

const OBJECT = "record:";
/** What is counted of those that do not ring by themselves: enough to be told as "more than". */
const MOST_COUNTED = 10_000;

/** The records that ring by themselves, those whose alerts stand, and how many more match. */
export async function sampleRecords(look: Look): Promise<Sample[]> {
  const { client, works, now, standing } = look;
  const { target } = works.rule;
  if (!("records" in target)) return [];
  const { minSeverity, states, exceptStates, overdue, most } = works.params as RecordParams;
  const asking = {
    type: target.records,
    feedId: target.feed,
    minSeverity,
    states,
    exceptStates,
    overdue,
    now,
  };
  const also = [...standing.keys()].filter(isOne).map((object) => object.slice(OBJECT.length));
  const records = await recordsAskedFor(client, { ...asking, most, also });
  const total =
    records.length < most ? records.length : await countAskedFor(client, { ...asking, most: MOST_COUNTED });
  const found = records.map((record) => oneOf(look, record));
  const more = Math.max(0, total - records.length);
  const beyond = beyondOf(look, { more, simulated: records.some((record) => record.simulated) });
  return [...found, ...goneFrom(look, found), ...beyond];
}

function isOne(object: string): boolean {
  return object.startsWith(OBJECT);
}

function oneOf({ works, now }: Look, record: AskedRecord): Sample {
  const { feedId, type, key, simulated, agencyId, unitCode } = record;
  const object = `${OBJECT}${feedId}/${type}/${key}`;
  const belongs = { ...NO_BELONGING, agencyId, unitCode };
  const input: RecordInput = { now, record, beyond: null };
  return sampleOf(originAt(works, { object, feedId, simulated, belongs }), input);
}

/** Closed, or no longer as the rule asks. */
function goneFrom({ standing, now }: Look, found: readonly Sample[]): Sample[] {
  const there = new Set(found.map((one) => one.origin.object));
  return [...standing.values()]
    .filter(({ object }) => isOne(object) && !there.has(object))
    .map((alert) => sampleOf(alert, { now, record: null, beyond: null }));
}

/** One alert for all that do not ring by themselves. */
function beyondOf(
  { works, now, standing }: Look,
  { more: beyond, simulated }: { more: number; simulated: boolean },
): Sample[] {
  const { target } = works.rule;
  const object = `group:records:${"records" in target ? target.records : ""}`;
  if (beyond === 0 && !standing.has(object)) return [];
  const feedId = "records" in target ? (target.feed ?? null) : null;
  const place = { object, feedId, simulated, belongs: NO_BELONGING };
  const origin = standing.get(object) ?? originAt(works, place);
  return [sampleOf(origin, { now, record: null, beyond })];
}

function sampleOf(origin: Sample["origin"], input: RecordInput): Sample {
  const { object, seriesId, assetId, feedId, simulated, agencyId, causeGroup } = origin;
  return {
    origin: { object, seriesId, assetId, feedId, simulated, agencyId, causeGroup },
    facts: { levels: [], periodMs: 0 },
    input,
  };
}
