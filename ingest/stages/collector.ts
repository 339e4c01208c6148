import type { MappingOut, Said } from "#lib/feed/compile.ts";
import type { RecordDraft } from "#lib/feed/compile-record.ts";
import type { Refusal } from "#lib/feed/model.ts";
import { Quality } from "#lib/reading/model.ts";
import type { Owed } from "../owed.ts";
import { type Address, type AddressBook, POSITION } from "./address.ts";
import type { Batch } from "./batch.ts";
import type { Intake } from "./intake.ts";

const RETAINED = "a retained message without a time of its own: its age is not known";

type Place = { lon: number; lat: number; speed: number | null; course: number | null };

/** Where a feed's reader puts what it finds; gathers the batch that goes through the stages. */
export class Collector implements MappingOut {
  readonly book: AddressBook;
  #batch: Batch = emptyBatch();
  #intake: Intake | undefined;
  #index = 0;
  #retained = false;
  readonly #owed: Owed | undefined;

  /** @param owed where messages are counted until they are settled */
  constructor(book: AddressBook, owed?: Owed) {
    this.book = book;
    this.#owed = owed;
  }

  /** From here on everything belongs to this message; `retained`: a broker kept it, nobody knows for how long. */
  begin(intake: Intake, retained = false): void {
    this.#intake = intake;
    this.#retained = retained;
    this.#index = 0;
    this.#batch.intakes.push(intake);
    if (this.#owed) intake.owe(this.#owed.slot(Date.now()));
  }

  get waiting(): number {
    return this.#batch.intakes.length;
  }

  take(now: number): Batch {
    const batch = this.#batch;
    this.#batch = emptyBatch();
    this.#intake = undefined;
    batch.now = now;
    return batch;
  }

  item(index: number): void {
    this.#index = index;
  }

  reading(said: Said, metricId: string, found: { value: number; unit: string | undefined }): void {
    const address = this.book.of(said.asset, metricId, said.declared);
    if (address && this.#isOfOtherTopic(address, said)) return;
    const quality = said.flagged ? Quality.deviceFlag : Quality.good;
    if (address) this.at(address, { value: found.value, unit: found.unit, time: said.time, quality });
    else this.#refuseAsset(said.asset);
  }

  /** A reading whose address is known; `time` NaN: the time of arrival. */
  at(
    address: Address,
    found: { value: number; unit: string | undefined; time: number; quality: number },
  ): void {
    if (this.#retained && Number.isNaN(found.time)) {
      this.refuse("invalid_time", RETAINED);
      return;
    }
    const intake = this.#intake as Intake;
    intake.received++;
    this.#batch.readings.push({
      seriesId: 0,
      time: found.time,
      value: found.value,
      quality: found.quality,
      address,
      unit: found.unit,
      index: this.#index,
      into: intake,
      refused: false,
    });
  }

  position(said: Said, place: Place): void {
    const address = this.book.of(said.asset, POSITION, said.declared);
    if (!address) {
      this.#refuseAsset(said.asset);
      return;
    }
    if (this.#isOfOtherTopic(address, said)) return;
    if (this.#retained && Number.isNaN(said.time)) {
      this.refuse("invalid_time", RETAINED);
      return;
    }
    const intake = this.#intake as Intake;
    intake.received++;
    this.#batch.positions.push({
      assetId: 0,
      time: said.time,
      lon: place.lon,
      lat: place.lat,
      speed: place.speed,
      course: place.course,
      quality: said.flagged ? Quality.deviceFlag : Quality.good,
      address,
      index: this.#index,
      into: intake,
      refused: false,
    });
  }

  record(record: RecordDraft): void {
    const intake = this.#intake as Intake;
    intake.received++;
    this.#batch.records.push({
      record: { feedId: intake.feedId, ...record },
      index: this.#index,
      into: intake,
      refused: false,
    });
  }

  /** Slave 3 of one gateway is not slave 3 of another: two topics never run into one series unasked. */
  #isOfOtherTopic(address: Address, { topic }: Said): boolean {
    if (topic === undefined || address.topic === topic) return false;
    const first = this.book.topicOf(address, topic);
    if (first === topic) return false;
    this.refuse("identity_collision", `${address.asset}/${address.metricId} is spoken for by ${first}`);
    return true;
  }

  #refuseAsset(name: string): void {
    this.refuse("invalid_identifier", `asset "${name.slice(0, 100)}"`);
  }

  refuse(reason: Refusal, detail: string): void {
    const intake = this.#intake as Intake;
    intake.received++;
    intake.refuse(reason, detail, this.#index);
  }
}

function emptyBatch(): Batch {
  return { now: 0, intakes: [], readings: [], positions: [], records: [], counting: [], counted: [] };
}
