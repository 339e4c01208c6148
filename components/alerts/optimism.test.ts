import { describe, expect, it } from "vitest";
import { stillSent, withSent } from "./optimism.ts";
import { alertRow } from "./testing.ts";

const sent = new Map([[1, { seq: 4, at: 500, name: "An" }]]);

describe("an acknowledgement on its way", () => {
  it("is shown at once", () => {
    expect(withSent([alertRow({ seq: 4 })], sent)[0]).toMatchObject({ response: "ack", ackedName: "An" });
  });

  it("gives way to what the server says, also when somebody else was first", () => {
    const taken = alertRow({ seq: 5, response: "ack", ackedName: "Bình" });
    expect(withSent([taken], sent)[0]?.ackedName).toBe("Bình");
  });

  it("hides no new ring", () => {
    expect(withSent([alertRow({ seq: 6, rungSeq: 6 })], sent)[0]?.response).toBe("unack");
  });

  it("is forgotten when the server has caught up or the alert is gone", () => {
    expect(stillSent([alertRow({ seq: 4 })], sent).size).toBe(1);
    expect(stillSent([alertRow({ seq: 5 })], sent).size).toBe(0);
    expect(stillSent([], sent).size).toBe(0);
  });
});
