import type { RecordInput } from "../inputs.ts";
import type { RecordParams } from "../kinds/record.ts";
import { type PastRecord, versionsOf } from "../sql/trial-moves.ts";
import { Looker } from "./looks.ts";
import type { Part, Stage } from "./stage.ts";
import type { Role } from "./tape.ts";

const MOST_VERSIONS = 200_000;

/** Every record of the type, version by version. All of them are told, also those that would have rung together. */
export async function castRecords(stage: Stage): Promise<Part[]> {
  const { db, works, from, to, tape } = stage;
  const { target } = works.rule;
  if (!("records" in target)) return [];
  const asked = { type: target.records, feedId: target.feed, from, to, most: MOST_VERSIONS };
  const versions = await versionsOf(db, asked);
  tape.readings += versions.length;
  tape.cut ||= versions.length === MOST_VERSIONS;
  const records = Map.groupBy(versions, ({ feedId, key }) => `${feedId}/${target.records}/${key}`);
  return [...records].map(([name, history]) => {
    const { feedId, title, key } = history.at(-1) as PastRecord;
    const names = { vi: title ?? key, en: title ?? key };
    const role = { object: `record:${name}`, assetId: null, seriesId: null, feedId, metricId: null, names };
    return { role, play: async () => playRecord(stage, history, role) };
  });
}

function playRecord({ works, tape, from, to }: Stage, history: readonly PastRecord[], role: Role): void {
  const { kind, params, rule } = works;
  const ready = kind.ready(params, { levels: [], priority: rule.priority, periodMs: 0 });
  const looker = new Looker(kind, tape.writer(role));
  for (const now of momentsOf(history, { overdue: (params as RecordParams).overdue, from, to })) {
    const record = history.findLast((one) => one.changedAt <= now) ?? null;
    const input: RecordInput = { now, record, beyond: null };
    looker.look(input, ready);
  }
  tape.objects++;
}

type Span = { overdue: boolean; from: number; to: number };

/** When it changed, and, where that matters, when it became overdue. */
function momentsOf(history: readonly PastRecord[], { overdue, from, to }: Span): number[] {
  const changed = history.map((one) => Math.max(one.changedAt, from));
  const due = overdue ? history.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt + 1])) : [];
  const closed = history.flatMap(({ closedAt }) => (closedAt === null ? [] : [closedAt]));
  return [...changed, ...due, ...closed].filter((at) => at >= from && at < to).sort((a, b) => a - b);
}
