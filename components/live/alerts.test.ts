import { beforeEach, describe, expect, it } from "vitest";
import { alertRow } from "#components/alerts/testing.ts";
import type { AlertRow } from "#lib/alert/model.ts";
import { leanOf, type Names, packAlerts, partsOf } from "#lib/alert/wire.ts";
import { LiveStore } from "./store.ts";
import { meta } from "./testing.ts";

let store: LiveStore;
beforeEach(() => {
  store = new LiveStore();
  store.want("alerts");
});

function body(rows: readonly AlertRow[], gone: number[] = [], named = true): Uint8Array {
  const names: Names = {};
  for (const { kind, id, value } of named ? rows.flatMap(partsOf) : []) {
    names[kind] = { ...names[kind], [id]: value };
  }
  return new TextEncoder().encode(JSON.stringify(packAlerts(rows.map(leanOf), names, gone)));
}
const feedless = (more: Partial<AlertRow>) => alertRow({ feedId: null, assetId: 1, ...more });
const full = (version: number, ...rows: AlertRow[]) =>
  store.frame(meta("alerts", version, true), body(rows), 0);
const delta = (version: number, rows: AlertRow[], gone: number[] = []) =>
  store.frame(meta("alerts", version), body(rows, gone), 0);
const ids = () => store.alerts?.alerts.map(({ id }) => id);

describe("alerts in the browser", () => {
  it("are unknown before the first frame, which is not the same as none", () => {
    expect(store.alerts).toBeUndefined();
    full(1);
    expect(store.alerts).toEqual({ alerts: [] });
  });

  it("are merged by id, and rows that did not change stay the same objects", () => {
    full(1, feedless({ id: 1 }), feedless({ id: 2 }));
    const [one, two] = store.alerts?.alerts ?? [];
    expect(one).toEqual(feedless({ id: 1 }));
    delta(2, [feedless({ id: 2, seq: 2, priority: 1 }), feedless({ id: 3 })]);
    expect(ids()).toEqual([1, 2, 3]);
    expect(store.alert(1)).toBe(one);
    expect(store.alert(2)).not.toBe(two);
    expect(store.alert(2)).toMatchObject({ priority: 1, titleVi: "Mực nước vượt báo động" });
  });

  it("stay the same objects over a full frame, as after a cut line", () => {
    full(1, feedless({ id: 1 }), feedless({ id: 2, sharedWith: ["a"] }), feedless({ id: 3 }));
    const before = store.alerts?.alerts ?? [];
    full(9, feedless({ id: 1 }), feedless({ id: 2, sharedWith: ["a"] }));
    expect(ids()).toEqual([1, 2]);
    expect(store.alert(1)).toBe(before[0]);
    expect(store.alert(2)).toBe(before[1]);
  });

  it("are new objects when what they name was renamed", () => {
    full(1, feedless({ id: 1 }));
    const before = store.alert(1);
    full(2, feedless({ id: 1, titleVi: "Tên mới" }));
    expect(store.alert(1)).not.toBe(before);
    expect(store.alert(1)?.titleVi).toBe("Tên mới");
  });

  it("leave when they are gone, and the list is a new object only then", () => {
    full(1, feedless({ id: 1 }), feedless({ id: 2 }));
    delta(2, [], [1]);
    expect(ids()).toEqual([2]);
  });

  it("ask again after a gap, and after a frame that does not fit what the page holds", () => {
    full(1, feedless({ id: 1 }));
    expect(delta(3, [feedless({ id: 2 })])).toBe("gap");
    const strange = body([feedless({ id: 5, ruleId: "chưa ai nói" })], [], false);
    expect(store.frame(meta("alerts", 2), strange, 0)).toBe("gap");
    expect(delta(3, [feedless({ id: 2 })])).toBe("gap");
    full(4, feedless({ id: 2 }));
    expect(ids()).toEqual([2]);
  });

  it("ignore what is older than what they have", () => {
    full(5, feedless({ id: 1, seq: 4 }));
    expect(delta(5, [feedless({ id: 1, seq: 3 })])).toBe("old");
    expect(store.alert(1)?.seq).toBe(4);
  });
});
