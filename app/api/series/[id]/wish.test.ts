import { describe, expect, it } from "vitest";
import { readWish } from "./wish.ts";

const NOW = Date.parse("2026-11-21T09:00:00+07:00");
const DAY_MS = 86_400_000;
const ask = (query: string, id = "7") => readWish(id, new URLSearchParams(query), NOW);

describe("what is asked of a series", () => {
  it("is the last day in 500 points unless said otherwise", () => {
    expect(ask("")).toEqual({ seriesId: 7, from: NOW - DAY_MS, to: NOW, points: 500 });
    expect(ask("to=1000000000000")).toMatchObject({
      from: 1_000_000_000_000 - DAY_MS,
      to: 1_000_000_000_000,
    });
  });

  it("may say times in milliseconds or ISO 8601, with an escaped plus or not", () => {
    const from = Date.parse("2026-11-01T00:00:00+07:00");
    expect(ask("from=2026-11-01T00:00:00%2B07:00&points=100")).toMatchObject({ from, points: 100 });
    expect(ask("from=2026-11-01T00:00:00+07:00")).toMatchObject({ from });
    expect(ask("from=2026-10-31T17:00Z")).toMatchObject({ from });
    expect(ask(`from=${from}`)).toMatchObject({ from });
  });

  it.each([
    ["from=2026-11-01T00:00:00", /^from: expected milliseconds/],
    ["from=yesterday", /^from: /],
    ["from=-5", /^from: /],
    ["from=1e3", /^from: /],
    ["to=NaN", /^to: /],
    ["to=", /^to: /],
    ["to=99999999999999", /^to: /],
    [`from=${NOW}&to=${NOW}`, /before to/],
    ["from=0", /at most 30 years/],
    ["points=1", /from 2 to 5000/],
    ["points=5001", /from 2 to 5000/],
    ["points=10.5", /from 2 to 5000/],
    ["points=", /from 2 to 5000/],
  ])("%s is refused with what was expected", (query, sentence) => {
    expect(ask(query)).toMatch(sentence);
  });

  it.each(["0", "-1", "1.5", "abc", "2147483648", "1;drop table reading", "99999999999999999999"])(
    "the id %s is refused",
    (id) => {
      expect(ask("", id)).toMatch(/^id: /);
    },
  );
});
