import { type AlertRow, withoutPersons } from "#lib/alert/model.ts";
import { leanOf, type Names, type Part, packAlerts, partKey, partsOf } from "#lib/alert/wire.ts";
import { isOwn } from "#lib/user/can.ts";
import { type Audience, agencyOf } from "./audience.ts";
import { type Frame, FULL_REUSE_MS, type Source } from "./source.ts";

const encoder = new TextEncoder();

/** A row, and what it names; the same thing is the same object in all rows. */
type Told = { row: AlertRow; parts: readonly Part[]; text: string };

/** The open alerts, as the database has them, for every audience. */
export class AlertBook {
  private readonly told = new Map<number, Told>();
  private readonly views = new Map<Audience, AlertView>();
  private parts = new Map<string, { value: object; text: string }>();
  private known = false;

  get size(): number {
    return this.told.size;
  }

  row(id: number): AlertRow | undefined {
    return this.told.get(id)?.row;
  }

  view(audience: Audience): AlertView | undefined {
    if (!this.known) return undefined;
    const known = this.views.get(audience);
    if (known) return known;
    const view = new AlertView(audience);
    this.views.set(audience, view);
    for (const one of this.told.values()) view.tell(one);
    return view;
  }

  /** What was read of these ids: what is not among the rows, or closed, is over. */
  put(ids: Iterable<number>, rows: readonly AlertRow[]): void {
    const gone = new Set(ids);
    for (const row of rows) {
      if (row.closedAt !== null) continue;
      gone.delete(row.id);
      this.tell(row);
    }
    for (const id of gone) this.forget(id);
  }

  /** All that is open. */
  replace(rows: readonly AlertRow[]): void {
    this.known = true;
    const open = new Set(rows.map((row) => row.id));
    for (const id of this.told.keys()) if (!open.has(id)) this.forget(id);
    for (const row of rows) this.tell(row);
    this.prune();
  }

  /** Everybody gets everything with the next frame. */
  renew(): void {
    for (const view of this.views.values()) view.renew();
  }

  private tell(row: AlertRow): void {
    const before = this.told.get(row.id);
    // An older reading that came later.
    if (before && before.row.seq > row.seq) return;
    const text = JSON.stringify(row);
    if (before?.text === text) return;
    const told = { row, text, parts: partsOf(row).map((part) => this.shared(part)) };
    this.told.set(row.id, told);
    for (const view of this.views.values()) view.tell(told);
  }

  private forget(id: number): void {
    if (!this.told.delete(id)) return;
    for (const view of this.views.values()) view.forget(id);
  }

  private shared(part: Part): Part {
    const key = partKey(part.kind, part.id);
    const text = JSON.stringify(part.value);
    const known = this.parts.get(key);
    if (known?.text === text) return { ...part, value: known.value };
    this.parts.set(key, { value: part.value, text });
    return part;
  }

  /** Names that no open alert uses any more would gather for ever. */
  private prune(): void {
    const used = new Set<string>();
    for (const { parts } of this.told.values()) for (const { kind, id } of parts) used.add(partKey(kind, id));
    if (this.parts.size <= 2 * used.size + 1_000) return;
    this.parts = new Map([...this.parts].filter(([key]) => used.has(key)));
    this.renew();
  }
}

/** The open alerts as one audience sees them: everything once, then what changed and what is gone. */
export class AlertView implements Source {
  version = 0;
  private readonly audience: Audience;
  private readonly shown = new Map<number, Told>();
  private readonly changedIds = new Set<number>();
  private readonly goneIds = new Set<number>();
  /** What everybody here was told of names. */
  private readonly namesTold = new Map<string, Part>();
  private fullNext = false;
  private reuse: { body: Uint8Array; at: number } | undefined;

  constructor(audience: Audience) {
    this.audience = audience;
  }

  get changed(): boolean {
    return this.fullNext || this.changedIds.size > 0 || this.goneIds.size > 0;
  }

  tell(told: Told): void {
    const { id } = told.row;
    if (!this.sees(told.row)) {
      this.forget(id);
      return;
    }
    this.shown.set(id, told);
    this.changedIds.add(id);
    this.goneIds.delete(id);
  }

  forget(id: number): void {
    if (!this.shown.delete(id)) return;
    this.changedIds.delete(id);
    this.goneIds.add(id);
  }

  renew(): void {
    this.fullNext = true;
  }

  full(now: number): Uint8Array {
    if (this.reuse && now - this.reuse.at < FULL_REUSE_MS) return this.reuse.body;
    this.reuse = { body: this.everything(), at: now };
    return this.reuse.body;
  }

  take(): Frame {
    const full = this.fullNext;
    const told = full
      ? [...this.shown.values()]
      : [...this.changedIds].flatMap((id) => this.shown.get(id) ?? []);
    if (full) this.namesTold.clear();
    const news: Part[] = [];
    for (const { parts } of told) {
      for (const part of parts) {
        const key = partKey(part.kind, part.id);
        if (this.namesTold.get(key)?.value === part.value) continue;
        this.namesTold.set(key, part);
        news.push(part);
      }
    }
    const body = this.encode(told, news, full ? [] : [...this.goneIds]);
    this.skip();
    return { full, body };
  }

  skip(): void {
    this.changedIds.clear();
    this.goneIds.clear();
    this.fullNext = false;
    this.reuse = undefined;
    this.version++;
  }

  private sees(row: AlertRow): boolean {
    const agency = agencyOf(this.audience);
    return agency === null || isOwn(agency, row, true);
  }

  /** With every name that a later delta takes for known. */
  private everything(): Uint8Array {
    const told = [...this.shown.values()];
    return this.encode(told, [...this.namesTold.values(), ...told.flatMap(({ parts }) => parts)], []);
  }

  private encode(told: readonly Told[], parts: readonly Part[], gone: number[]): Uint8Array {
    const names: Names = {};
    for (const { kind, id, value } of parts) {
      names[kind] ??= {};
      names[kind][id] = value;
    }
    const isScreen = this.audience === "screens";
    const rows = told.map(({ row }) => leanOf(isScreen ? withoutPersons(row) : row));
    return encoder.encode(JSON.stringify(packAlerts(rows, names, gone)));
  }
}
