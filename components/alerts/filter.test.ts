import { describe, expect, it } from "vitest";
import { EVERYTHING, type Filter, fromQuery, hasFilter, matcher, passes, toQuery } from "./filter.ts";
import { alertRow } from "./testing.ts";

const filter = (more: Partial<Filter>): Filter => ({ ...EVERYTHING, ...more });

describe("the filter of the desk", () => {
  it("finds Vietnamese names typed without marks, in any order of words", () => {
    expect(passes(alertRow(), filter({ text: "kon binh nghi" }))).toBe(true);
    expect(passes(alertRow(), filter({ text: "BAO DONG" }))).toBe(true);
    expect(passes(alertRow(), filter({ text: "diêu trì" }))).toBe(false);
  });

  it("takes marks at their word where they were typed", () => {
    expect(passes(alertRow(), filter({ text: "Bình" }))).toBe(true);
    expect(passes(alertRow(), filter({ text: "Bính" }))).toBe(false);
    expect(passes(alertRow(), filter({ text: "binh BÁO" }))).toBe(true);
    // Typed with marks of their own (macOS) it is the same name.
    expect(passes(alertRow(), filter({ text: "Bình".normalize("NFD") }))).toBe(true);
  });

  it("narrows by agency, commune, domain, incident and holder", () => {
    const row = alertRow({ agencyId: "so-nn", incidentId: 7, assignee: "user:an", ackedBy: "user:binh" });
    const asset = { ...(row.asset as NonNullable<typeof row.asset>), unitCode: "21540" };
    const one = { ...row, asset };
    const yes: Partial<Filter>[] = [
      { agency: "so-nn" },
      { unit: "21540" },
      { domain: "hydrology" },
      { incident: 7 },
      { holder: "me" },
    ];
    const no: Partial<Filter>[] = [
      { agency: "so-yt" },
      { unit: "21541" },
      { domain: "rain" },
      { incident: 8 },
      { holder: "nobody" },
      { holder: "other" },
    ];
    for (const more of yes) expect(passes(one, filter(more), "user:an"), JSON.stringify(more)).toBe(true);
    for (const more of no) expect(passes(one, filter(more), "user:an"), JSON.stringify(more)).toBe(false);
    expect(passes(alertRow(), filter({ holder: "nobody" }), "user:an")).toBe(true);
  });

  it("looks through 5,000 alerts within a frame of the screen", () => {
    const rows = Array.from({ length: 5_000 }, (_, id) => alertRow({ id }));
    const search = matcher(filter({ text: "binh nghi" }), "");
    rows.filter(search);
    const from = performance.now();
    expect(rows.filter(search)).toHaveLength(5_000);
    expect(performance.now() - from).toBeLessThan(50);
  });

  it("keeps hidden alerts in a list of their own", () => {
    const shelved = alertRow({ visibility: "shelved" });
    expect(passes(shelved, filter({}))).toBe(false);
    expect(passes(shelved, filter({ state: "hidden" }))).toBe(true);
  });

  it("tells what nobody has acknowledged from what somebody has taken", () => {
    const taken = alertRow({ response: "ack" });
    expect(passes(taken, filter({ state: "unacked" }))).toBe(false);
    expect(passes(taken, filter({ state: "taken" }))).toBe(true);
    expect(passes(alertRow({ process: "returned" }), filter({ state: "unacked" }))).toBe(true);
  });

  it("comes back from the address as it went in, and ignores nonsense there", () => {
    const asked = filter({
      priorities: [1, 3],
      state: "unacked",
      text: "sông",
      agency: "so-nn",
      unit: "21540",
      domain: "rain",
      incident: 12,
      holder: "me",
    });
    expect(hasFilter(toQuery(asked))).toBe(true);
    expect(hasFilter(new URLSearchParams("view=history"))).toBe(false);
    expect(fromQuery(new URLSearchParams("cq=../x&xa=&lv=x&sc=-1&ai=you"))).toEqual(EVERYTHING);
    expect(fromQuery(toQuery(asked))).toEqual(asked);
    expect(fromQuery(new URLSearchParams("p=9,x&s=all"))).toEqual(EVERYTHING);
  });
});
