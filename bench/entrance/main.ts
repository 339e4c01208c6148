import { startHelper } from "../helper.ts";
import { machineText } from "../machine.ts";
import { sequences, storedOf } from "../sql.ts";
import { METRIC, openRoad, type Road } from "./road.ts";

const PAIRS = 5;
const RATE = 10_000;
const CLIENTS = 2_000;
/** Flat out, so many readings may be between publisher and commit, as on the whole road. */
const ON_THEIR_WAY = 20_000;
const CREDIT_MS = 25;
const PATIENCE_MS = 120_000;

export type Answers = { p50_ms: number | null; p95_ms: number | null; p99_ms: number | null };
type Run = { sent: number; stored: number; lost: number; per_s: number; answers: Answers };
type Crowd = {
  clients: number;
  connect_ms: number;
  reconnect_ms: number;
  sent: number;
  lost: number;
  answers: Answers;
};

export type EntranceResult = {
  machine: string;
  date: string;
  /** Flat out, stored readings a second, one run of each after the other. */
  pairs: { broker_per_s: number; entrance_per_s: number; ratio: number }[];
  /** entrance ÷ broker, the median of the pairs. */
  ratio: number;
  paced: Run;
  tls: Run;
  crowd: Crowd;
};

/** The entrance beside the broker: what devices wait for, and how much goes through, one reading a message. */
export async function benchEntrance(
  { seconds, series }: { seconds: number; series: number },
  report: (line: string) => void,
): Promise<EntranceResult> {
  const [broker, entrance] = await Promise.all([openRoad("broker", series), openRoad("entrance", series)]);
  try {
    await Promise.all([broker, entrance].map((road) => run(road, { rate: 1_000, seconds: 2, report })));
    const pairs: EntranceResult["pairs"] = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const of = (road: Road) => run(road, { rate: null, seconds, report });
      // Neither is always the first: what the machine does meanwhile falls on both.
      const first = await of(pair % 2 === 0 ? broker : entrance);
      const second = await of(pair % 2 === 0 ? entrance : broker);
      const [b, e] = pair % 2 === 0 ? [first, second] : [second, first];
      pairs.push({ broker_per_s: b.per_s, entrance_per_s: e.per_s, ratio: round(e.per_s / b.per_s) });
    }
    const paced = await run(entrance, { rate: RATE, seconds: seconds * 2, report });
    const tls = await run(entrance, { rate: RATE, seconds, sealed: true, report });
    const crowd = await crowdOf(entrance, seconds, report);
    const ratios = pairs.map(({ ratio }) => ratio).sort((a, b) => a - b);
    return {
      machine: await machineText(entrance.pool),
      date: new Date().toISOString(),
      pairs,
      ratio: ratios[PAIRS >> 1] ?? 0,
      paced,
      tls,
      crowd,
    };
  } finally {
    await Promise.all([broker.close(), entrance.close()]);
  }
}

const round = (x: number) => Math.round(x * 1_000) / 1_000;

type Course = { rate: number | null; seconds: number; sealed?: boolean; report(line: string): void };
/** Sequence numbers go on from run to run. */
const bases = new Map<string, number>();

async function run(road: Road, { rate, seconds, sealed, report }: Course): Promise<Run> {
  const publisher = startHelper("publisher");
  const base = bases.get(road.name) ?? 0;
  await publisher.ask("open", { url: sealed ? road.sealedUrl : road.url, topics: road.topics });
  const before = (await storedOf(road.pool, "bench")).stored;
  const since = Date.now();
  let going = true;
  const credit = (async () => {
    while (going && rate === null) {
      const { stored } = await storedOf(road.pool, "bench");
      await publisher.ask("credit", base + stored - before + ON_THEIR_WAY);
      await pause(CREDIT_MS);
    }
  })();
  const { sent, answers } = await publisher.ask<{ sent: number; answers: Answers }>("run", {
    seconds,
    rate,
    base,
  });
  going = false;
  await credit;
  publisher.stop();
  bases.set(road.name, base + sent);
  const storedAt = await untilStored(road, before + sent);
  const { different } = await sequences(road.pool, { base, sent, since: since - 60_000, metric: METRIC });
  const result = {
    ...{ sent, stored: different, lost: sent - different, answers },
    per_s: Math.round((different * 1_000) / (storedAt - since)),
  };
  report(`${road.name}${sealed ? " over TLS" : ""}, ${rate ?? "flat out"}: ${JSON.stringify(result)}`);
  return result;
}

async function untilStored(road: Road, stored: number): Promise<number> {
  for (const until = Date.now() + PATIENCE_MS; ; await pause(20)) {
    const now = await storedOf(road.pool, "bench");
    if (now.stored >= stored || Date.now() > until) return Date.now();
  }
}

async function crowdOf(road: Road, seconds: number, report: (line: string) => void): Promise<Crowd> {
  const crowd = startHelper("crowd");
  const base = bases.get(road.name) ?? 0;
  const since = Date.now();
  const connect_ms = await crowd.ask<number>("open", {
    url: road.url,
    topics: road.topics,
    clients: CLIENTS,
  });
  const order = { seconds, rate: RATE, base };
  const { sent, answers } = await crowd.ask<{ sent: number; answers: Answers }>("run", order);
  const reconnect_ms = await crowd.ask<number>("reconnect");
  crowd.stop();
  const { different } = await sequences(road.pool, { base, sent, since: since - 60_000, metric: METRIC });
  const result = { clients: CLIENTS, connect_ms, reconnect_ms, sent, lost: sent - different, answers };
  report(`${CLIENTS} clients: ${JSON.stringify(result)}`);
  return result;
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
