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

export type BenchResult = {
  machine: string;
  date: string;
  series: number;
  runs: RunResult[];
  ceilings: Ceilings;
  history: History | null;
};

export function tableText({ machine, runs, ceilings, history }: BenchResult): string {
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
  ].join("\n");
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
