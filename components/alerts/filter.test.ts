import { describe, expect, it } from "vitest";
import { EVERYTHING, type Filter, fromQuery, passes, toQuery } from "./filter.ts";
import { alertRow } from "./testing.ts";

const filter = (more: Partial<Filter>): Filter => ({ ...EVERYTHING, ...more });

describe("the filter of the desk", () => {
  it("finds Vietnamese names typed without marks, in any order of words", () => {
    expect(passes(alertRow(), filter({ text: "kon binh nghi" }))).toBe(true);
    expect(passes(alertRow(), filter({ text: "BAO DONG" }))).toBe(true);
    expect(passes(alertRow(), filter({ text: "diêu trì" }))).toBe(false);
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
    const asked = filter({ priorities: [1, 3], state: "unacked", text: "sông" });
    expect(fromQuery(toQuery(asked))).toEqual(asked);
    expect(fromQuery(new URLSearchParams("p=9,x&s=all"))).toEqual(EVERYTHING);
  });
});
