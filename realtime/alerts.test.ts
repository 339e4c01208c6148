import { describe, expect, it } from "vitest";
import type { AlertRow } from "#lib/alert/model.ts";
import { type AlertFrame, partKey, partsIn, unpackAlerts, wholeRow } from "#lib/alert/wire.ts";
import { AlertBook, type AlertView } from "./alerts.ts";

const asset = (id: number) => ({ ...STATION, key: `tv-${id}`, nameVi: `Trạm ${id}` });
const STATION = { kind: "gauge", nameEn: "x", lon: 109, lat: 13, unitCode: "21540", agencyId: null };

function row(id: number, more: Partial<AlertRow> = {}): AlertRow {
  return {
    ...(BASE as unknown as AlertRow),
    id,
    object: `series:${id}`,
    assetId: id,
    asset: asset(id),
    ...more,
  };
}
const BASE = {
  ruleId: "lu",
  ruleKind: "threshold",
  titleVi: "Vượt báo động",
  titleEn: "Above alarm",
  responseText: {
    cause: "mưa",
    consequence: "ngập",
    action: "báo ".repeat(100),
    minutes: 15,
    owner: "trực ban",
  },
  metric: { id: "water_level", nameVi: "Mực nước", nameEn: "Level", unit: "m", decimals: 2 },
  feed: null,
  feedId: null,
  agencyId: null,
  sharedWith: [],
  flips: [],
  ackedBy: null,
  ackedName: null,
  closedAt: null,
  priority: 2,
  seq: 1,
};

/** A page: what it holds after the frames it was given. */
function page() {
  const rows = new Map<number, AlertRow>();
  const names = new Map<string, object>();
  return {
    rows,
    hear(full: boolean, body: Uint8Array): AlertFrame {
      const frame: AlertFrame = JSON.parse(new TextDecoder().decode(body));
      if (full) for (const map of [rows, names]) map.clear();
      for (const { kind, id, value } of partsIn(frame.names)) names.set(partKey(kind, id), value);
      for (const lean of unpackAlerts(frame)) rows.set(lean.id, wholeRow(lean, names));
      for (const id of frame.gone) rows.delete(id);
      return frame;
    },
    take(view: AlertView): AlertFrame {
      const { full, body } = view.take();
      return this.hear(full, body);
    },
  };
}

function bookOf(...rows: AlertRow[]): AlertBook {
  const book = new AlertBook();
  book.replace(rows);
  return book;
}

describe("the alerts of everybody", () => {
  it("are nothing before they were read, not an empty list", () => {
    expect(new AlertBook().view("everybody")).toBeUndefined();
  });

  it("come whole first, then only what changed and what is gone, the names once", () => {
    const book = bookOf(row(1), row(2));
    const view = book.view("everybody") as AlertView;
    const reader = page();
    reader.hear(true, view.full(0));
    view.skip();
    expect([...reader.rows.values()]).toEqual([row(1), row(2)]);

    book.put([1, 2, 3], [row(1, { seq: 2, priority: 1 }), row(2), row(3)]);
    const delta = reader.take(view);
    expect(delta.count).toBe(2);
    expect([...reader.rows.values()].map((r) => [r.id, r.priority])).toEqual([
      [1, 1],
      [2, 2],
      [3, 2],
    ]);
    expect(reader.rows.get(3)).toEqual(row(3));
    book.put([2, 3], [row(3, { seq: 2 })]);
    const next = reader.take(view);
    expect(next).toMatchObject({ count: 1, gone: [2], names: {} });
    expect([...reader.rows.keys()]).toEqual([1, 3]);
  });

  it("are told once however often one changed between two frames", () => {
    const book = bookOf(row(1));
    const view = book.view("everybody") as AlertView;
    view.take();
    for (let seq = 2; seq < 9; seq++) book.put([1], [row(1, { seq })]);
    const { body } = view.take();
    const frame: AlertFrame = JSON.parse(new TextDecoder().decode(body));
    expect(unpackAlerts(frame)).toMatchObject([{ id: 1, seq: 8 }]);
    expect(view.changed).toBe(false);
  });

  it("do not go back to what an older reading says", () => {
    const book = bookOf(row(1, { seq: 5 }));
    book.put([1], [row(1, { seq: 4, priority: 1 })]);
    expect(book.row(1)).toMatchObject({ seq: 5, priority: 2 });
  });

  it("are not sent again by a reading that brings nothing new", () => {
    const book = bookOf(row(1));
    const view = book.view("everybody") as AlertView;
    view.take();
    book.replace([row(1)]);
    expect(view.changed).toBe(false);
  });

  it("lose what closed while nobody listened at the next whole reading", () => {
    const book = bookOf(row(1), row(2));
    const view = book.view("everybody") as AlertView;
    const reader = page();
    reader.hear(true, view.full(0));
    book.replace([row(2)]);
    reader.take(view);
    expect([...reader.rows.keys()]).toEqual([2]);
  });

  it("give a newcomer every name that later deltas take for known", () => {
    const book = bookOf(row(1), row(2));
    const view = book.view("everybody") as AlertView;
    view.take();
    book.put([1], []);
    view.take();
    const late = page();
    late.hear(true, view.full(0));
    book.put([1], [row(1)]);
    late.take(view);
    expect(late.rows.get(1)).toEqual(row(1));
  });

  it("tell those who have the list the names that a newcomer was told in full", () => {
    const book = bookOf(row(1));
    const view = book.view("everybody") as AlertView;
    const old = page();
    old.hear(true, view.full(0));
    view.skip();
    book.put([7], [row(7)]);
    view.full(10_000);
    old.take(view);
    expect(old.rows.get(7)).toEqual(row(7));
  });

  it("bring new words of a rule to all of its alerts", () => {
    const book = bookOf(row(1), row(2));
    const view = book.view("everybody") as AlertView;
    const reader = page();
    reader.hear(true, view.full(0));
    view.skip();
    book.replace([row(1, { titleVi: "Tên mới" }), row(2, { titleVi: "Tên mới" })]);
    reader.take(view);
    expect([...reader.rows.values()].map((r) => r.titleVi)).toEqual(["Tên mới", "Tên mới"]);
  });

  it("drop names that nothing open uses, and start afresh", () => {
    const book = bookOf(row(0));
    const view = book.view("everybody") as AlertView;
    for (let id = 1; id <= 1_100; id++) {
      book.put([id], [row(id)]);
      book.put([id], []);
    }
    view.take();
    book.replace([row(0)]);
    const reader = page();
    const { full, body } = view.take();
    const frame = reader.hear(full, body);
    expect(full).toBe(true);
    expect(Object.keys(frame.names.assets ?? {})).toEqual(["0"]);
  });

  it("cost a fifth of plain rows, and a delta of one row next to nothing", () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => row(i));
    const book = bookOf(...rows);
    const view = book.view("everybody") as AlertView;
    const { body } = view.take();
    expect(body.byteLength).toBeLessThan(JSON.stringify({ alerts: rows }).length / 5);
    book.put([1], [row(1, { seq: 2 })]);
    expect(view.take().body.byteLength).toBeLessThan(1_000);
  });
});

describe("an audience", () => {
  it("of an agency sees its own and what is shared with it, and what leaves it is gone", () => {
    const book = bookOf(
      row(1, { agencyId: "a" }),
      row(2, { agencyId: "b" }),
      row(3),
      row(4, { agencyId: "b", sharedWith: ["a"] }),
    );
    const view = book.view("agency:a") as AlertView;
    const reader = page();
    reader.hear(true, view.full(0));
    view.skip();
    expect([...reader.rows.keys()]).toEqual([1, 4]);
    book.put([4], [row(4, { agencyId: "b", seq: 2 })]);
    book.put([2], [row(2, { agencyId: "b", sharedWith: ["a"], seq: 2 })]);
    expect(reader.take(view).gone).toEqual([4]);
    expect([...reader.rows.keys()]).toEqual([1, 2]);
    book.put([3], [row(3, { seq: 2 })]);
    expect(view.changed).toBe(false);
  });

  it("of no agency sees nothing", () => {
    const book = bookOf(row(1), row(2, { agencyId: "b" }));
    const reader = page();
    reader.hear(true, (book.view("agency:") as AlertView).full(0));
    expect(reader.rows.size).toBe(0);
  });

  it("of screens is shown no person", () => {
    const book = bookOf(row(1, { ackedBy: "user:u1", ackedName: "Nguyễn Văn A" }));
    expect(new TextDecoder().decode((book.view("screens") as AlertView).full(0))).not.toMatch(/Nguyễn|u1/);
    expect(new TextDecoder().decode((book.view("everybody") as AlertView).full(0))).toMatch(/Nguyễn/);
  });
});
