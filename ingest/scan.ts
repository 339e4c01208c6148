import type { Verdict } from "#lib/alert/event.ts";
import type { Alert } from "#lib/alert/model.ts";
import type { Signal } from "#lib/alert/reconcile.ts";
import { recordSignals } from "#lib/alert/record.ts";
import type { Client, Pool } from "#lib/db/pool.ts";
import { isTransient, tx } from "#lib/db/tx.ts";
import { ruleKinds } from "#lib/rule/kinds/catalog.ts";
import { isScanned, type ScanOver } from "#lib/rule/kinds/kind.ts";
import { enabledRulesOf, forgetStates, lockScan, openAlertsOf, statesOf } from "#lib/rule/sql/scan.ts";
import { type SavedState, saveRuleStates } from "#lib/rule/sql/watch.ts";
import { ruleById } from "#lib/rule/sql.ts";
import { type Working, workingRules } from "#lib/rule/works.ts";
import { sampleForecasts } from "./scan/forecasts.ts";
import { sampleGroups } from "./scan/group.ts";
import { sampleQuality } from "./scan/quality.ts";
import { sampleRecords } from "./scan/records.ts";
import type { Sample, Samplers } from "./scan/sample.ts";

/** What the scans look at, by what a kind is over. */
const SAMPLERS: Samplers = {
  group: sampleGroups,
  forecasts: sampleForecasts,
  records: sampleRecords,
  quality: sampleQuality,
};
const SCANNED = ruleKinds.filter((kind) => isScanned(kind.over)).map((kind) => kind.id);

/** A rule that takes longer is given up for a while, so that the others have their turn. */
const LONGEST_MS = 5_000;
const REST_MS = 60_000;
/** At most so many objects of one rule speak in one round; the rest have the next. */
const MOST_SIGNALS = 500;

export type Scanned = { rules: number; verdicts: number; problems: string[] };
export type Scans = {
  /**
   * Looks once at everything that scanned rules ask for, each rule in a transaction of its own that one process at a
   * time has. All that is known between two rounds is in the database: a restart or a second process changes nothing.
   * @throws when the database is away
   */
  round(now: number, signal?: AbortSignal): Promise<Scanned>;
};

export function createScans(pool: Pool): Scans {
  const resting = new Map<string, number>();

  async function scan(ruleId: string, now: number): Promise<number> {
    return tx(pool, async (client) => {
      await client.query(`SET LOCAL statement_timeout = ${LONGEST_MS}`);
      return (await lockScan(client, ruleId)) ? scanRule(client, ruleId, now) : 0;
    });
  }

  return {
    async round(now, signal) {
      const scanned: Scanned = { rules: 0, verdicts: 0, problems: [] };
      for (const ruleId of await enabledRulesOf(pool, SCANNED)) {
        if (signal?.aborted) break;
        if ((resting.get(ruleId) ?? now) > now) continue;
        resting.delete(ruleId);
        try {
          scanned.verdicts += await scan(ruleId, now);
          scanned.rules++;
        } catch (error) {
          if (isAway(error)) throw error;
          // Beaten to a lock: the next round has another chance.
          if (isTransient(error) && codeOf(error)?.startsWith("40")) continue;
          resting.set(ruleId, now + REST_MS);
          scanned.problems.push(`rule ${ruleId}: ${(error as Error).message}`);
        }
      }
      return scanned;
    },
  };
}

/** 57014: a statement of ours that took too long, which is the rule's fault and not the database's. */
function isAway(error: unknown): boolean {
  return isTransient(error) && !/^(57014|40)/.test(codeOf(error) ?? "");
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string }).code;
}

async function scanRule(client: Client, ruleId: string, now: number): Promise<number> {
  const works = await workingRule(client, ruleId);
  if (!works) return 0;
  const alerts = new Map((await openAlertsOf(client, ruleId)).map((alert) => [alert.object, alert]));
  const states = new Map((await statesOf(client, ruleId)).map((saved) => [saved.object, saved]));
  const standing = new Map([...alerts].filter(([, alert]) => alert.process !== "returned"));
  const sample = SAMPLERS[works.kind.over as ScanOver];
  const samples = (await sample({ client, works, now, standing })).filter(
    (one) => readyOf(works, one) !== null,
  );
  const { signals, changed } = judge(works, samples, { alerts, states });
  await recordSignals(client, [...signals, ...gone({ works, now, standing, samples })]);
  await saveRuleStates(client, changed);
  const there = new Set(samples.map((one) => one.origin.object));
  const old = [...states.keys()].filter((object) => !there.has(object));
  await forgetStates(client, ruleId, old);
  return signals.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
}

async function workingRule(client: Client, ruleId: string): Promise<Working | undefined> {
  const rule = await ruleById(client, ruleId);
  if (!rule) return undefined;
  const [works] = workingRules([rule], (problem) => {
    throw new Error(problem);
  });
  return works;
}

/** null: there is nothing to judge by, for instance no threshold set. */
function readyOf({ rule, kind, params }: Working, { facts }: Pick<Sample, "facts">): unknown {
  return kind.ready(params, { ...facts, priority: rule.priority });
}

type Memory = { alerts: ReadonlyMap<string, Alert>; states: ReadonlyMap<string, SavedState> };

function judge(works: Working, samples: readonly Sample[], { alerts, states }: Memory) {
  const { rule, kind } = works;
  const signals: Signal[] = [];
  const changed: SavedState[] = [];
  for (const { origin, facts, input } of samples) {
    if (signals.length >= MOST_SIGNALS) break;
    const { object } = origin;
    const ready = readyOf(works, { facts });
    const saved = states.get(object);
    const known = saved?.version === rule.version ? saved.state : null;
    const before = kind.restore(known, alerts.get(object) ?? null);
    const { state, verdicts } = kind.judge(before, input, ready);
    if (verdicts.length > 0) signals.push(signalOf(works, origin, verdicts));
    if (state !== before && kind.differs(before, state)) {
      changed.push({ ruleId: rule.id, object, version: rule.version, state });
    }
  }
  return { signals, changed };
}

function signalOf({ rule }: Working, origin: Sample["origin"], verdicts: readonly Verdict[]): Signal {
  const { id: ruleId, latched } = rule;
  return { origin: { ...origin, ruleId, latched }, actor: `rule:${ruleId}`, verdicts };
}

type Gone = { works: Working; now: number; standing: ReadonlyMap<string, Alert>; samples: readonly Sample[] };

/** What the rule is no longer aimed at, or can no longer judge. */
function gone({ works, now, standing, samples }: Gone): Signal[] {
  const there = new Set(samples.map((one) => one.origin.object));
  return [...standing.values()]
    .filter((alert) => !there.has(alert.object))
    .map((alert) => signalOf(works, alert, [{ type: "withdrawn", at: now, reason: "target_gone" }]));
}
