import { type ReadingColumns, readingColumns } from "#lib/reading/frame.ts";
import { NewestTable } from "./newest.ts";

/** Newest value of every series of one metric. */
export class ReadingTable extends NewestTable<ReadingColumns> {
  constructor() {
    super({ columns: readingColumns, copy });
  }
}

function copy(to: ReadingColumns, i: number, from: ReadingColumns, j: number): void {
  to.ids[i] = from.ids[j] as number;
  to.time[i] = from.time[j] as number;
  to.value[i] = from.value[j] as number;
  to.quality[i] = from.quality[j] as number;
}
