import type { JudgeCosts } from "./judge.ts";
import type { MemoryUse, Use } from "./memory.ts";

/** One line of the table. Times from the publisher's clock to the socket client's, one machine. */
export type RunResult = {
  name: string;
  /** null: as fast as it goes. */
  target_per_s: number | null;
  seconds: number;
  sent: number;
  stored: number;
  /** Sequence numbers that were published and are not in the database. */
  lost: number;
  /** Sequence numbers that are in the database more than once. */
  duplicates: number;
  sustained_per_s: number;
  p50_ms: number | null;
  p95_ms: number | null;
  p99_ms: number | null;
} & Use;

export type Ceilings = {
  /** publishers → broker → one QoS 1 subscriber, received per second */
  broker_per_s: number;
  /** the sink from memory: readings and latest values committed per second */
  sql_per_s: number;
  /** the flat-out run against the slower of the two */
  flat_out_share: number | null;
};

/** Reading one series back; ms. */
export type History = {
  rows: number;
  days: number;
  points: number;
  p50_ms: number;
  p95_ms: number;
  worst_ms: number;
};

/** What rules cost, and how soon an alert is on a screen; publisher's clock to socket client's, one machine. */
export type Alarms = {
  rules: number;
  rules_a_series: number;
  /** Flat out with one rule, before and after. */
  one_rule_per_s: [number, number];
  many_rules_per_s: number;
  /** How much of the rate the rules cost, 0–1. */
  fall: number;
  /** Under the many rules; `p95_ms`: publish → reading on a client. */
  paced: { target_per_s: number; sustained_per_s: number; lost: number; p95_ms: number | null };
  alerts_raised: number;
  alerts_seen: number;
  alert_p50_ms: number | null;
  alert_p95_ms: number | null;
  alert_p99_ms: number | null;
};

export type BenchResult = {
  machine: string;
  date: string;
  series: number;
  runs: RunResult[];
  ceilings: Ceilings;
  history: History | null;
  alarms: Alarms | null;
  judge: JudgeCosts;
};

export function tableText({ machine, runs, ceilings, history, alarms, judge }: BenchResult): string {
  const head = ["run", "target/s", "s", "sent", "stored", "lost", "dup", "sustained/s", "p50", "p95", "p99"];
  const lines = runs.map((r) => [
    r.name,
    r.target_per_s ?? "–",
    r.seconds,
    r.sent,
    r.stored,
    r.lost,
    r.duplicates,
    r.sustained_per_s,
    r.p50_ms ?? "–",
    r.p95_ms ?? "–",
    r.p99_ms ?? "–",
  ]);
  const memory = runs.map((r) => `  ${r.name}: ${Object.entries(r.rss_mb).map(memoryText).join(", ")}`);
  const cores = runs.map(
    (r) =>
      `  ${r.name}: ${Object.entries(r.cores)
        .map(([n, c]) => `${n} ${c}`)
        .join(", ")}`,
  );
  const share = ceilings.flat_out_share;
  return [
    machine,
    "",
    grid([head, ...lines]),
    "",
    "memory, MB (begin → end, most):",
    ...memory,
    "cores:",
    ...cores,
    "",
    `ceilings: broker ${ceilings.broker_per_s}/s, SQL ${ceilings.sql_per_s}/s${share === null ? "" : `; flat out reaches ${Math.round(share * 100)} % of the slower`}`,
    ...(history
      ? [
          `history: ${history.days} days of one series out of ${history.rows} rows: p50 ${history.p50_ms} ms, p95 ${history.p95_ms} ms, worst ${history.worst_ms} ms`,
        ]
      : []),
    ...(alarms ? [alarmsText(alarms)] : []),
    `judging a reading, ns (calm, standing): ${Object.entries(judge)
      .map(([kind, { calm_ns, standing_ns }]) => `${kind} ${calm_ns}, ${standing_ns}`)
      .join("; ")}`,
  ].join("\n");
}

function alarmsText(a: Alarms): string {
  const [before, after] = a.one_rule_per_s;
  return (
    `alarms: flat out ${before} and ${after}/s with one rule, ${a.many_rules_per_s}/s with ${a.rules} (${a.rules_a_series} a series): ` +
    `${Math.round(a.fall * 100)} % less; at ${a.paced.target_per_s}/s ${a.paced.sustained_per_s}/s were stored (reading on a client p95 ${a.paced.p95_ms} ms), ${a.alerts_seen} of ${a.alerts_raised} alerts seen, ` +
    `publish → alert on a client p50 ${a.alert_p50_ms} ms, p95 ${a.alert_p95_ms} ms, p99 ${a.alert_p99_ms} ms`
  );
}

const memoryText = ([name, use]: [string, MemoryUse]) => `${name} ${use.begin} → ${use.end} (${use.most})`;

function grid(rows: (string | number)[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)));
  return rows
    .map((row) =>
      row.map((cell, i) => String(cell)[i === 0 ? "padEnd" : "padStart"](widths[i] as number)).join("  "),
    )
    .join("\n");
}
