import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { forgetSession, readSession, type Session, writeSession } from "#lib/feed/sql/session.ts";
import type { Run, Worker } from "../feeds/feed.ts";
import { patientCourse } from "../intake.ts";
import { run as runStages } from "../pipeline.ts";
import type { NewAssets } from "../stages/allowance.ts";
import { Collector } from "../stages/collector.ts";
import { Intake } from "../stages/intake.ts";
import type { Raw, Reader } from "../wire/topic.ts";
import { backoffMs, pause } from "./backoff.ts";
import type { Acks } from "./mqtt/acks.ts";
import { BrokerRefused, Connection, TAKEN_OVER } from "./mqtt/connection.ts";
import type { Publish } from "./mqtt/frames.ts";

export type MqttSource = {
  url: string;
  version: 4 | 5;
  filters: readonly string[];
  read: Reader;
  sentinels: readonly number[];
  newAssets: NewAssets;
};

/** Unacknowledged messages at the broker's disposal: at 20,000 messages/s a commit every 200 ms needs 4,000. */
const RECEIVE_MAXIMUM = 10_000;
/** What is on its way at a stop may still be stored and acknowledged; otherwise the broker sends it again. */
const LAST_ACKS_MS = 5_000;
const QUIET = "the broker does not answer";

/**
 * Reads one feed from a broker through a session that outlives connection and process: QoS 1, and each message is
 * acknowledged once it is committed. While the database is away nothing is read from the socket; the broker queues.
 */
export function startMqtt(source: MqttSource, run: Run): Worker {
  const stopping = new AbortController();
  let current: Connection | undefined;
  const lastRound = loop();
  return {
    async stop(forGood) {
      stopping.abort();
      if (current) await endGently(current, forGood ? source.filters : []);
      await lastRound;
      if (forGood) await forgetSession(run.world.pool, run.feed.id).catch(() => {});
    },
  };

  async function loop(): Promise<void> {
    for (let attempt = 0; !stopping.signal.aborted; attempt++) {
      if (attempt === 0) run.report("connecting");
      const startedAt = Date.now();
      const error = await connectAndRead();
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > 60_000) attempt = 0;
      run.report(error instanceof BrokerRefused && error.code >= 128 ? "failed" : "retrying", error.message);
      await pause(waitMs(error, attempt), stopping.signal);
    }
  }

  /** One connection from its beginning to its end. @returns what ended it */
  async function connectAndRead(): Promise<Error> {
    const intake = openIntake(source, run, stopping.signal);
    try {
      const { url, version } = source;
      const broker = new URL(url).host;
      const { clientId, known, old } = await sessionAt(broker, run);
      const target = { url, clientId, version, receiveMaximum: RECEIVE_MAXIMUM };
      const quiet = (is: boolean) => run.report(is ? "retrying" : "live", is ? QUIET : undefined);
      const handlers = { publish: intake.publish, pause: intake.handOver, quiet };
      const connection = await Connection.open(target, handlers, stopping.signal);
      current = connection;
      if (stopping.signal.aborted) connection.fail(new Error("stopped"));
      const kept = connection.sessionPresent ? known : [];
      await connection.unsubscribe(kept.filter((f) => !source.filters.includes(f)));
      await connection.subscribe(source.filters.filter((f) => !kept.includes(f)));
      await writeSession(run.world.pool, run.feed.id, { broker, clientId, filters: [...source.filters] });
      if (old) await retire(old, { source, run, signal: stopping.signal });
      const forgotten = known.length > 0 && !connection.sessionPresent;
      run.report(
        "live",
        forgotten ? "the broker no longer knew the session: what waited there is lost" : undefined,
      );
      return await connection.ended;
    } catch (error) {
      current?.fail(error as Error);
      return error as Error;
    } finally {
      current = undefined;
    }
  }
}

/** A client id that can be guessed can be taken: whoever connects with it ends the feed's own connection. */
const UNGUESSABLE = /^hd-[0-9a-f]{32}$/;
/** A session that is given up is read until nothing has come for so long. */
const QUIET_MS = 2_000;
const LONGEST_RETIREMENT_MS = 60_000;

type Known = { clientId: string; known: string[]; old: Session | undefined };

/**
 * The feed's session at that broker, by an id that nobody can guess. It is written before it is used, so that no
 * broker keeps a session that we do not know of. `old`: one whose id could be guessed, to be read out and left.
 */
async function sessionAt(broker: string, { world, feed }: Run): Promise<Known> {
  const row = await readSession(world.pool, feed.id);
  const session = row?.broker === broker ? row : undefined;
  if (session && UNGUESSABLE.test(session.clientId))
    return { clientId: session.clientId, known: session.filters, old: undefined };
  const clientId = `hd-${randomBytes(16).toString("hex")}`;
  await writeSession(world.pool, feed.id, { broker, clientId, filters: [] });
  return { clientId, known: [], old: session };
}

type Retiring = { source: MqttSource; run: Run; signal: AbortSignal };

/** Reads what still waits in a session that is given up; the new one is subscribed already. */
async function retire(old: Session, { source, run, signal }: Retiring): Promise<void> {
  const intake = openIntake(source, run, signal);
  let heardAt = Date.now();
  const handlers = {
    publish(packet: Publish, acks: Acks) {
      heardAt = Date.now();
      intake.publish(packet, acks);
    },
    pause: intake.handOver,
  };
  const target = {
    url: source.url,
    clientId: old.clientId,
    version: source.version,
    receiveMaximum: RECEIVE_MAXIMUM,
  };
  const connection = await Connection.open(target, handlers, signal);
  const until = Date.now() + LONGEST_RETIREMENT_MS;
  await connection.unsubscribe(old.filters);
  while (!signal.aborted && Date.now() < until && Date.now() - heardAt < QUIET_MS) await pause(200, signal);
  await Promise.race([connection.acks.empty(), connection.ended, sleep(LAST_ACKS_MS)]);
  await connection.disconnect();
}

function waitMs(error: Error, attempt: number): number {
  // Someone else took the session over; if rightly so, the lease is about to be lost.
  return error instanceof BrokerRefused && error.code === TAKEN_OVER ? 5_000 : backoffMs(attempt);
}

async function endGently(connection: Connection, giveUp: readonly string[]): Promise<void> {
  connection.hold();
  await Promise.race([connection.acks.empty(), connection.ended, sleep(LAST_ACKS_MS)]);
  await connection.disconnect(giveUp);
}

/** From packets to deliveries, for one connection. */
function openIntake(source: MqttSource, run: Run, signal: AbortSignal) {
  const { feed, world, book, owed } = run;
  const collector = new Collector(book, owed);
  const course = patientCourse(source, run, signal);
  const raw: Raw = { topic: "", payload: Buffer.alloc(0), size: 0, now: 0 };

  async function store(): Promise<void> {
    const batch = collector.take(Date.now());
    try {
      for (const intake of await runStages(batch, course)) world.sink.add(intake);
    } catch (error) {
      for (const intake of batch.intakes) intake.settle(error as Error);
      throw error;
    }
    if (world.sink.pressure() >= 1) await world.sink.drained();
  }

  return {
    publish(packet: Publish, acks: Acks): void {
      const ticket = acks.owe(packet.id);
      const intake = new Intake(feed.id, { origin: packet.topic, payload: packet.payload, ticket });
      collector.begin(intake, packet.retained);
      raw.topic = packet.topic;
      raw.payload = packet.payload;
      raw.size = packet.size;
      raw.now = Date.now();
      source.read(raw, collector);
    },
    handOver(): Promise<void> | undefined {
      return collector.waiting === 0 ? undefined : store();
    },
  };
}
