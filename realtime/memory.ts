import type { Asset, Series } from "#lib/asset/model.ts";
import type { Topic } from "#lib/protocol.ts";
import type { ReadingColumns } from "#lib/reading/frame.ts";
import { type PositionColumns, readPositions, readReadings } from "#lib/reading/frame.ts";
import { PositionTable } from "./positions.ts";
import { ReadingTable } from "./readings.ts";

/** Newest readings by metric and newest positions by kind, found by the numbers of the register. */
export class Memory {
  readonly tables = new Map<Topic, ReadingTable | PositionTable>();
  private readonly bySeries = new Map<number, ReadingTable>();
  private readonly byAsset = new Map<number, PositionTable>();
  private readonly kinds = new Map<number, string>();
  /** Number of the read of the whole database that is running or was the last. */
  load = 0;

  /** @returns whether there are series whose newest value is not known here. */
  register(assets: readonly Asset[], series: readonly Series[]): boolean {
    this.kinds.clear();
    for (const asset of assets) this.kinds.set(asset.id, asset.kind);
    const known = new Set(series.map((s) => s.id));
    let news = false;
    for (const s of series) {
      if (this.bySeries.has(s.id)) continue;
      news = true;
      const table = this.readingTable(s.metricId);
      table.add(s.id);
      this.bySeries.set(s.id, table);
    }
    this.forget(known);
    return news;
  }

  /** A notice of the bus. @returns whether it names series or assets that the register does not know yet. */
  hearReadings(payload: string): boolean {
    const rows = readReadings(Buffer.from(payload, "base64"));
    let strangers = false;
    for (let i = 0; i < rows.ids.length; i++) {
      const table = this.bySeries.get(rows.ids[i] as number);
      if (table) table.hear(rows, i, this.load);
      else strangers = true;
    }
    return strangers;
  }

  hearPositions(payload: string): boolean {
    const rows = readPositions(Buffer.from(payload, "base64"));
    let strangers = false;
    for (let i = 0; i < rows.ids.length; i++) {
      const table = this.tableOf(rows.ids[i] as number);
      if (table) table.hear(rows, i, this.load);
      else strangers = true;
    }
    return strangers;
  }

  loadReadings(rows: ReadingColumns): void {
    for (let i = 0; i < rows.ids.length; i++) {
      this.bySeries.get(rows.ids[i] as number)?.load(rows, i, this.load);
    }
  }

  loadPositions(rows: PositionColumns): void {
    for (let i = 0; i < rows.ids.length; i++) {
      this.tableOf(rows.ids[i] as number)?.load(rows, i, this.load);
    }
  }

  /** Rows by asset, then oldest first. */
  loadTrails(rows: PositionColumns): void {
    let from = 0;
    for (let i = 1; i <= rows.ids.length; i++) {
      if (i < rows.ids.length && rows.ids[i] === rows.ids[from]) continue;
      const id = rows.ids[from] as number;
      this.tableOf(id)?.loadTrail(id, rows, from, i);
      from = i;
    }
  }

  renew(): void {
    for (const table of this.tables.values()) table.renew();
  }

  /** Objects get a row when they first move: nothing in the register says that they will. */
  private tableOf(assetId: number): PositionTable | undefined {
    const known = this.byAsset.get(assetId);
    if (known) return known;
    const kind = this.kinds.get(assetId);
    if (kind === undefined) return undefined;
    const topic: Topic = `positions:${kind}`;
    const table = (this.tables.get(topic) as PositionTable | undefined) ?? new PositionTable();
    this.tables.set(topic, table);
    table.add(assetId);
    this.byAsset.set(assetId, table);
    return table;
  }

  private readingTable(metricId: string): ReadingTable {
    const topic: Topic = `readings:${metricId}`;
    const table = (this.tables.get(topic) as ReadingTable | undefined) ?? new ReadingTable();
    this.tables.set(topic, table);
    return table;
  }

  private forget(series: ReadonlySet<number>): void {
    for (const [id, table] of this.bySeries) {
      if (series.has(id)) continue;
      this.bySeries.delete(id);
      table.retain((other) => series.has(other));
    }
    for (const [id, table] of this.byAsset) {
      if (this.kinds.has(id)) continue;
      this.byAsset.delete(id);
      table.retain((other) => this.kinds.has(other));
    }
  }
}
