import type { AlertRow } from "#lib/alert/model.ts";
import {
  type AlertFrame,
  isAlike,
  isSameLean,
  type Lean,
  partKey,
  partsIn,
  unpackAlerts,
  wholeRow,
} from "#lib/alert/wire.ts";
import type { AlertsPayload } from "#lib/protocol.ts";

/** Open alerts in the browser, merged by id; a row that did not change stays the same object. */
export class AlertStore {
  payload: AlertsPayload | undefined;
  private rows = new Map<number, AlertRow>();
  private names = new Map<string, object>();

  row(id: number): AlertRow | undefined {
    return this.rows.get(id);
  }

  apply(frame: AlertFrame, full: boolean): void {
    const before = this.rows;
    this.learn(frame, full);
    if (full) this.rows = new Map();
    for (const lean of unpackAlerts(frame)) this.rows.set(lean.id, this.rowOf(lean, before.get(lean.id)));
    for (const id of frame.gone) this.rows.delete(id);
    this.payload = { alerts: [...this.rows.values()] };
  }

  /** What is told again in the same words stays the same object, for rows that hold it. */
  private learn({ names }: AlertFrame, full: boolean): void {
    const before = this.names;
    if (full) this.names = new Map();
    for (const { kind, id, value } of partsIn(names)) {
      const key = partKey(kind, id);
      const known = before.get(key);
      this.names.set(key, known && isAlike(known, value) ? known : value);
    }
  }

  private rowOf(lean: Lean, before: AlertRow | undefined): AlertRow {
    const row = wholeRow(lean, this.names);
    return before && isSameLean(before, lean) && haveSameParts(before, row) ? before : row;
  }
}

function haveSameParts(a: AlertRow, b: AlertRow): boolean {
  const { asset, metric, feed, responseText, ruleParams, titleVi, titleEn } = b;
  if (a.asset !== asset || a.metric !== metric || a.feed !== feed) return false;
  if (a.responseText !== responseText || a.ruleParams !== ruleParams) return false;
  return a.titleVi === titleVi && a.titleEn === titleEn;
}
