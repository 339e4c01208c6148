import type { Run, Worker } from "../feeds/feed.ts";
import { patientCourse } from "../intake.ts";
import { run as runStages } from "../pipeline.ts";
import type { NewAssets } from "../stages/allowance.ts";
import { Collector } from "../stages/collector.ts";
import { Intake, type Ticket } from "../stages/intake.ts";
import type { Raw, Reader } from "../wire/topic.ts";
import { codeOfRefusal } from "./code.ts";

/** A message for a feed; `now` (ms): when it arrived, at whichever process. */
export type Message = { topic: string; payload: Buffer; size: number; now: number };
/** Who waits for the message to be stored; `code` says why it was not, as MQTT 5 numbers it. */
export type Answer = Ticket & { code: number };
export type Desk = { take(message: Message, answer: Answer): void };

type Source = { read: Reader; sentinels: readonly number[]; newAssets: NewAssets };

/** What is on its way at a stop may still be stored and answered; otherwise it is sent again. */
const LAST_ANSWERS_MS = 5_000;

/** One feed of this process at the entrance: messages in, through the stages, into the sink. */
export function openDesk(source: Source, run: Run): { desk: Desk; worker: Worker } {
  const stopping = new AbortController();
  const collector = new Collector(run.book, run.owed);
  const course = patientCourse(source, run, stopping.signal);
  const raw: Raw = { topic: "", payload: Buffer.alloc(0), size: 0, now: 0 };
  const { feed, world } = run;
  let scheduled = false;
  let unsettled = 0;
  let emptied: () => void = () => {};

  /** Everything that came in one turn of the event loop, from all connections, goes through the stages together. */
  async function store(): Promise<void> {
    const batch = collector.take(Date.now());
    try {
      for (const intake of await runStages(batch, course)) world.sink.add(intake);
    } catch (error) {
      for (const intake of batch.intakes) intake.settle(error as Error);
    }
    if (collector.waiting > 0) setImmediate(store);
    else scheduled = false;
  }

  function settled(): void {
    unsettled--;
    if (unsettled === 0) emptied();
  }

  return {
    desk: {
      take(message, answer) {
        unsettled++;
        const intake = new Answered(feed.id, { message, answer, settled });
        collector.begin(intake);
        raw.topic = message.topic;
        raw.payload = message.payload;
        raw.size = message.size;
        raw.now = message.now;
        source.read(raw, collector);
        if (scheduled) return;
        scheduled = true;
        setImmediate(store);
      },
    },
    worker: {
      async stop() {
        const empty = new Promise<void>((done) => {
          emptied = done;
          if (unsettled === 0) done();
        });
        const patience = new Promise<void>((done) => setTimeout(done, LAST_ANSWERS_MS).unref());
        await Promise.race([empty, patience]);
        stopping.abort();
      },
    },
  };
}

type Answering = { message: Message; answer: Answer; settled: () => void };

/** Tells its sender of a refusal: a message of which nothing could be stored. */
class Answered extends Intake {
  readonly #answer: Answer;
  readonly #settled: () => void;

  constructor(feedId: string, { message, answer, settled }: Answering) {
    super(feedId, { origin: message.topic, payload: message.payload, ticket: answer });
    this.#answer = answer;
    this.#settled = settled;
  }

  override settle(result: "committed" | Error): void {
    const first = this.errors[0];
    if (first && this.readings.length + this.positions.length + this.records.length === 0)
      this.#answer.code = codeOfRefusal(first.reason);
    super.settle(result);
    this.#settled();
  }
}
