import type { AlertRow } from "#lib/alert/model.ts";
import type { AlertBook } from "./alerts.ts";
import { Document } from "./document.ts";

/** Shortest ms between two readings: what happened meanwhile is read together. */
const GAP_MS = 100;
/** All of it is read at most so often, however many notices ask for it. */
const ALL_GAP_MS = 1_500;

export type AlertQuestions = {
  alerts(): Promise<AlertRow[]>;
  alertsOf(ids: readonly number[]): Promise<AlertRow[]>;
};

/**
 * Keeps the book of open alerts: reads those that the bus names, and everything when it is not known what changed.
 * One reading at a time, so that the newest is the last.
 */
export class AlertReader {
  private readonly questions: AlertQuestions;
  private readonly book: AlertBook;
  private readonly document: Document<void>;
  private ids = new Set<number>();
  private all = false;
  private allAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  constructor(questions: AlertQuestions, book: AlertBook) {
    this.questions = questions;
    this.book = book;
    this.document = new Document({ read: () => this.read(), gapMs: GAP_MS, onRead: () => {} });
  }

  /** A notice: `{"ids":[…]}`. @throws when it is something else. */
  hear(payload: string): void {
    const { ids } = JSON.parse(payload) as { ids: number[] };
    for (const id of ids) this.ids.add(id);
    this.document.touch();
  }

  /** Something changed that no notice names. */
  touch(): void {
    const wait = Math.max(0, this.allAt + ALL_GAP_MS - performance.now());
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.all = true;
      this.document.touch();
    }, wait);
  }

  /** Reads everything now. @throws what the database throws. */
  reload(): Promise<void> {
    this.all = true;
    return this.document.reload();
  }

  close(): void {
    clearTimeout(this.timer);
    this.document.close();
  }

  private async read(): Promise<void> {
    const { ids, all } = this;
    this.ids = new Set();
    this.all = false;
    try {
      if (all) await this.readAll();
      else if (ids.size > 0) this.book.put(ids, await this.questions.alertsOf([...ids]));
    } catch (error) {
      for (const id of ids) this.ids.add(id);
      this.all ||= all;
      throw error;
    }
  }

  private async readAll(): Promise<void> {
    this.allAt = performance.now();
    this.book.replace(await this.questions.alerts());
  }
}
