import { io, type Socket } from "socket.io-client";
import { startWholeSystem } from "#deploy/local/testing/whole-system.ts";
import { type ClientEvents, type ServerEvents, SOCKET_PATH } from "#lib/protocol.ts";
import { createPerson } from "#lib/user/setup.ts";
import { type DeskScene, setDesk } from "./desk/scene.ts";
import { openIds, storm } from "./desk/storm.ts";
import { Histogram } from "./histogram.ts";
import { machineText } from "./machine.ts";

const PAIRS = 5;
const AT_ONCE = 24;
const PASSWORD = "mot-mat-khau-du-dai";
/** Both phases of all pairs together stay below what one person may write at once (lib/user/pace.ts). */
const ACKS = 20;
const EVERY_MS = 100;
/** Sign-ins are under way before the first act of a storm. */
const LEAD_MS = 500;

type Times = { p50_ms: number; p95_ms: number; worst_ms: number };
export type SignInResult = {
  machine: string;
  date: string;
  at_once: number;
  /** From the press that acknowledges an alert to the server's answer, over the socket. */
  calm: Times;
  storm: Times;
  /** Storm ÷ calm of the medians, one pair after the other, and their median. */
  pairs: number[];
  ratio: number;
  /** Sign-ins answered in the storms: with 200, and told to come again. */
  signed_in: number;
  put_off: number;
  sign_in_p50_ms: number | null;
};

type Counts = { ok: number; later: number; took: Histogram };

/** A room signs in all at once while somebody on duty acknowledges alerts. */
export async function benchSignIn(report: (line: string) => void): Promise<SignInResult> {
  const system = await startWholeSystem({ args: ["--no-demo"], env: { ...process.env, LOG_LEVEL: "warn" } });
  try {
    const scene = await setDesk(system, PAIRS * ACKS * 2);
    try {
      return await measure(scene, report);
    } finally {
      await scene.pool.end();
    }
  } finally {
    await system.stop();
  }
}

async function measure(scene: DeskScene, report: (line: string) => void): Promise<SignInResult> {
  await storm(scene, { alerts: scene.series.length, seconds: 1 });
  const socket = await dial(scene);
  for (let i = 0; i < AT_ONCE; i++)
    await createPerson(scene.pool, { name: `Người ${i}`, email: emailOf(i), password: PASSWORD }, "duty");
  const ids = await openIds(scene.pool);
  const [calm, stormy] = [new Histogram(), new Histogram()];
  const counts: Counts = { ok: 0, later: 0, took: new Histogram() };
  const pairs: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const before = await acknowledge(socket, ids, calm);
    const during = await whileSigningIn(scene.url, counts, () => acknowledge(socket, ids, stormy));
    pairs.push(Math.round((during / before) * 100) / 100);
    report(`calm ${before} ms, with ${AT_ONCE} sign-ins at once ${during} ms; ${counts.ok} signed in so far`);
  }
  socket.disconnect();
  return {
    machine: await machineText(scene.pool),
    date: new Date().toISOString(),
    at_once: AT_ONCE,
    calm: timesOf(calm),
    storm: timesOf(stormy),
    pairs,
    ratio: pairs.toSorted((a, b) => a - b)[PAIRS >> 1] ?? 0,
    signed_in: counts.ok,
    put_off: counts.later,
    sign_in_p50_ms: counts.took.quantile(0.5),
  };
}

async function dial({ url, cookie }: DeskScene): Promise<Socket<ServerEvents, ClientEvents>> {
  const socket: Socket<ServerEvents, ClientEvents> = io(url, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    extraHeaders: { cookie },
  });
  await new Promise<void>((done, fail) => {
    socket.once("hello", () => done());
    socket.once("connect_error", fail);
  });
  return socket;
}

/** @returns the median of this phase, ms */
async function acknowledge(
  socket: Socket<ServerEvents, ClientEvents>,
  ids: number[],
  into: Histogram,
): Promise<number> {
  const mine = new Histogram();
  for (const alertId of ids.splice(0, ACKS)) {
    const since = performance.now();
    const answer = await socket.timeout(60_000).emitWithAck("ackAlert", { alertId, seq: 1 });
    const ms = performance.now() - since;
    if (!answer.ok) throw new Error(`alert ${alertId} was not acknowledged: ${answer.reason}`);
    mine.add(ms);
    into.add(ms);
    await pause(Math.max(0, EVERY_MS - ms));
  }
  return mine.quantile(0.5) ?? 0;
}

async function whileSigningIn(url: string, counts: Counts, work: () => Promise<number>): Promise<number> {
  let going = true;
  const people = Array.from({ length: AT_ONCE }, async (_, i) => {
    while (going) await signIn(url, emailOf(i), counts);
  });
  await pause(LEAD_MS);
  const found = await work();
  going = false;
  await Promise.all(people);
  return found;
}

async function signIn(url: string, email: string, counts: Counts): Promise<void> {
  const since = performance.now();
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  await answer.arrayBuffer();
  if (answer.ok) {
    counts.ok++;
    counts.took.add(performance.now() - since);
  } else {
    if (answer.status !== 503) throw new Error(`a sign-in was answered with ${answer.status}`);
    counts.later++;
    await pause(EVERY_MS);
  }
}

const emailOf = (i: number) => `person-${i}@example.vn`;

function timesOf(times: Histogram): Times {
  const [p50 = 0, p95 = 0, worst = 0] = [0.5, 0.95, 1].map((share) => times.quantile(share) ?? 0);
  return { p50_ms: p50, p95_ms: p95, worst_ms: worst };
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
